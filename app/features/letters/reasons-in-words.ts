/** Why a member gets a letter, as the end of a sentence. */
import { type About, aboutOf, choices } from "~/features/notifications/notifications";
import type { NoticeToMail } from "~/features/notifications/notifications.server";

const reasons: Record<About, string> = {
  answers: "you were answered, named or quoted",
  threads: "you follow this thread or have written in it",
  subjects: "you follow a tag",
  authors: "you follow an author",
  searches: "you follow a search",
  numbers: "it is about a number of yours or what you cited or quoted",
};

/** "you were answered, named or quoted, and you follow a tag". */
export function reasonsInWords(kinds: NoticeToMail["kind"][]): string {
  const abouts = new Set(kinds.map(aboutOf));
  const found = choices.flatMap(({ about }) => (abouts.has(about) ? [reasons[about]] : []));
  return [...found, ...(abouts.has(null) ? ["it is about your account or something of yours"] : [])].join(", and ");
}
