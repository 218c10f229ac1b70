import { formatDate, formatMinute } from "~/ui/dates";
import { timeIn } from "~/ui/time-zone";

/**
 * Writes times of posts in the reader's time zone. Dates of data stay in UTC, in which chains and publishers count their days:
 * they are no `<time>` of ours with the same words.
 */
export function showZoneTimes(page: ParentNode, zone: string) {
  for (const element of page.querySelectorAll<HTMLTimeElement>("time[datetime]:not([data-live-as-of])")) {
    const iso = element.dateTime;
    if (!Number.isFinite(Date.parse(iso))) continue;
    const { minute, date } = timeIn(iso, zone);
    if (element.title === formatMinute(iso)) element.title = minute;
    if (element.textContent === formatMinute(iso)) element.textContent = minute;
    else if (element.textContent === formatDate(iso)) element.textContent = date;
  }
}
