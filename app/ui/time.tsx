import { formatDate, formatMinute } from "./dates";
import { relativeTime } from "./relative-time";

export { formatDate, formatMinute };

type Props = {
  at: string;
  short?: boolean;
  /** When the page was made, for one that is nobody else's: a short time is relative to it from the beginning. */
  now?: string;
};

/** A time, absolute in html; a script makes it relative if `data-relative` is set. */
export function Time({ at, short = false, now }: Props) {
  const ago = short && now !== undefined ? relativeTime(new Date(at), new Date(now)) : null;
  // The browser module may have made it relative before hydration; both texts are correct.
  return (
    <time suppressHydrationWarning dateTime={at} title={formatMinute(at)} data-relative={short || undefined}>
      {ago ?? (short ? formatDate(at) : formatMinute(at))}
    </time>
  );
}
