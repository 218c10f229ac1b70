/** Named reactions. They are public with the names of those who react, order nothing, and are no flags. */
export const reactionKinds = [
  "changed-my-mind",
  "crux",
  "good-source",
  "needs-a-source",
  "unclear",
  "off-topic",
] as const;
export type ReactionKind = (typeof reactionKinds)[number];

export const reactionWords: Record<ReactionKind, string> = {
  "changed-my-mind": "changed my mind",
  crux: "crux",
  "good-source": "good source",
  "needs-a-source": "needs a source",
  unclear: "unclear",
  "off-topic": "off topic",
};

export const isReactionKind = (word: string): word is ReactionKind => reactionKinds.some((kind) => kind === word);
