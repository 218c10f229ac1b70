/** What waits in the queue of moderators. */

export const caseKinds = [
  "flag",
  "interest",
  "first_post",
  "held_post",
  "upload",
  "source_dispute",
  "tag_proposal",
  "wiki_edit",
  "spam",
  "appeal",
] as const;
export type CaseKind = (typeof caseKinds)[number];

/** Of one, as it stands above it, and of several, as a filter of the queue. */
export const caseWords: Record<CaseKind, { one: string; many: string }> = {
  flag: { one: "Flagged post", many: "Flags" },
  interest: { one: "Undisclosed interest", many: "Interests" },
  first_post: { one: "New member’s post", many: "New members" },
  held_post: { one: "Held text", many: "Held texts" },
  upload: { one: "Held upload", many: "Uploads" },
  source_dispute: { one: "Source dispute", many: "Sources" },
  tag_proposal: { one: "Tag proposal", many: "Tags" },
  wiki_edit: { one: "Change of a description", many: "Descriptions" },
  spam: { one: "Spam of a day", many: "Spam" },
  appeal: { one: "Appeal", many: "Appeals" },
};

/** The kind of an address; null for all kinds and for one that there is not. */
export const readCaseKind = (name: string | null): CaseKind | null => caseKinds.find((kind) => kind === name) ?? null;
