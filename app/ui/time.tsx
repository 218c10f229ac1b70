import { formatDate, formatMinute } from "./dates";

export { formatDate, formatMinute };

type Props = { at: string; short?: boolean };

/** A time, absolute in html; a script makes it relative if `data-relative` is set. */
export function Time({ at, short = false }: Props) {
  // The browser module may have made it relative before hydration; both texts are correct.
  return (
    <time suppressHydrationWarning dateTime={at} title={formatMinute(at)} data-relative={short || undefined}>
      {short ? formatDate(at) : formatMinute(at)}
    </time>
  );
}
