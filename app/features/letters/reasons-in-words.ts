/** Why a member gets a letter, as the end of a sentence. */
import type { NoticeToMail } from "~/features/notifications/notifications.server";

type Kind = NoticeToMail["kind"];

const reasons: { kinds: Kind[]; words: string }[] = [
  { kinds: ["reply", "mention", "quote"], words: "you were answered, named or quoted" },
  { kinds: ["thread"], words: "you follow this thread or have written in it" },
  { kinds: ["tag"], words: "you follow a tag" },
  { kinds: ["author"], words: "you follow an author" },
  { kinds: ["followed_search"], words: "you follow a search" },
  {
    kinds: ["claim_check", "correction", "dispute", "source"],
    words: "it is about a number of yours or what you cited or quoted",
  },
];

/** "you were answered, named or quoted, and you follow a tag". */
export function reasonsInWords(kinds: Kind[]): string {
  const found = reasons.filter((reason) => reason.kinds.some((kind) => kinds.includes(kind))).map(({ words }) => words);
  const isOther = kinds.some((kind) => !reasons.some((reason) => reason.kinds.includes(kind)));
  return [...found, ...(isOther ? ["it is about your account or something of yours"] : [])].join(", and ");
}
