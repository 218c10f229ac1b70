import { relativeTime } from "~/ui/relative-time";

/** Shows marked times relative to now; the exact time stays in the title. */
export function showRelativeTimes(page: ParentNode) {
  for (const element of page.querySelectorAll<HTMLTimeElement>("time[data-relative]")) {
    const words = relativeTime(new Date(element.dateTime), new Date());
    if (words && element.textContent !== words) element.textContent = words;
  }
}
