/** What a key may do beyond reading what everybody reads. */
export const scopes = ["posts", "votes", "drafts", "uploads", "citations"] as const;
export type Scope = (typeof scopes)[number];

export const scopeWords: Record<Scope, string> = {
  posts: "start threads, reply and edit",
  votes: "vote on posts",
  drafts: "read and save drafts",
  uploads: "add pictures",
  citations: "review citations",
};

export const isScope = (word: string): word is Scope => scopes.some((scope) => scope === word);
