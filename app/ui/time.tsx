import { formatDate, formatMinute } from "./dates";

export { formatDate, formatMinute };

type Props = { at: string; short?: boolean };

/** A moment, absolute in html; a script makes it relative where `data-relative` says so. */
export function Time({ at, short = false }: Props) {
  // The enhancement may have made it relative before React takes the page over: both are right.
  return (
    <time suppressHydrationWarning dateTime={at} title={formatMinute(at)} data-relative={short || undefined}>
      {short ? formatDate(at) : formatMinute(at)}
    </time>
  );
}
