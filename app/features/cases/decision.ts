/** What moderators decide about a case. Each kind of case has its own few. */
import type { CaseKind } from "./case";

const onPosts = ["keep", "hide", "ask_edit", "warn", "pace", "silence", "suspend"] as const;
const onHeld = ["release", "discard", "warn", "pace", "silence", "suspend"] as const;
const onProposals = ["accept", "refuse"] as const;

const byKind = {
  flag: onPosts,
  first_post: onPosts,
  source_dispute: onPosts,
  interest: ["keep", "ask_interest", "hide"],
  held_post: onHeld,
  spam: ["keep", "hide_all", "silence", "suspend"],
  upload: ["keep", "remove"],
  tag_proposal: onProposals,
  wiki_edit: onProposals,
  appeal: ["grant", "uphold"],
} as const satisfies Record<CaseKind, readonly string[]>;

export type Decision = (typeof byKind)[CaseKind][number];

/** In their order; the place of each, from 1, is its key. */
export const decisionsOf = (kind: CaseKind): readonly Decision[] => byKind[kind];

/** The words of a button, and what was decided, as a colleague reads it. `lapse` and `settle` are the site's own. */
export const decisionWords: Record<Decision | "lapse" | "settle", { label: string; done: string }> = {
  keep: { label: "Keep", done: "kept it" },
  hide: { label: "Hide", done: "hid it" },
  ask_edit: { label: "Ask for an edit", done: "asked for an edit" },
  ask_interest: { label: "Ask the author", done: "asked the author" },
  warn: { label: "Warn", done: "warned its author" },
  pace: { label: "Pace", done: "slowed its author down" },
  silence: { label: "Silence", done: "silenced its author" },
  suspend: { label: "Suspend", done: "suspended its author" },
  hide_all: { label: "Hide all", done: "hid all of it as spam" },
  release: { label: "Release", done: "released it" },
  discard: { label: "Discard", done: "discarded it" },
  remove: { label: "Remove", done: "removed it" },
  accept: { label: "Accept", done: "accepted it" },
  refuse: { label: "Refuse", done: "refused it" },
  grant: { label: "Grant", done: "granted it" },
  uphold: { label: "Uphold", done: "upheld the decision" },
  lapse: { label: "Lapse", done: "closed after 60 days" },
  settle: { label: "Settle", done: "settled meanwhile" },
};

const measures = ["warn", "pace", "silence", "suspend"] as const;
export type Measure = (typeof measures)[number];

/** Whether it is a measure against a member. */
export const isMeasure = (decision: string): decision is Measure => (measures as readonly string[]).includes(decision);

/** The decision of a form, where this kind of case has it. */
export const readDecision = (kind: CaseKind, name: unknown): Decision | null =>
  decisionsOf(kind).find((one) => one === name) ?? null;

/** The measure that a decision imposes. */
export const measureKinds = { warn: "warning", pace: "pace", silence: "silence", suspend: "suspension" } as const;
