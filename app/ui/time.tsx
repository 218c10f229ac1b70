import { formatDate, formatMinute } from "./dates";
import { relativeTime } from "./relative-time";

export { formatDate, formatMinute };

type Props = {
  at: string;
  short?: boolean;
  /** When the page was made. Only for pages that are made for one member: a short time is then relative in the html already. */
  now?: string;
};

/** A time, absolute in html unless `now` is given; a script makes it relative if `data-relative` is set. */
export function Time({ at, short = false, now }: Props) {
  const ago = short && now !== undefined ? relativeTime(new Date(at), new Date(now)) : null;
  // The browser module may have made it relative before hydration; both texts are correct.
  return (
    <time suppressHydrationWarning dateTime={at} title={formatMinute(at)} data-relative={short || undefined}>
      {ago ?? (short ? formatDate(at) : formatMinute(at))}
    </time>
  );
}
