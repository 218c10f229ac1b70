const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (value: number) => String(value).padStart(2, "0");

/** "20 Feb 2026" in UTC: the same for every reader, so that a page can be cached. */
export function formatDate(iso: string) {
  const date = new Date(iso);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** "20 Feb 2026, 09:14 UTC". */
export function formatMinute(iso: string) {
  const date = new Date(iso);
  return `${formatDate(iso)}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
}

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
