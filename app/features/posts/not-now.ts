/** Why a member can’t post somewhere just now. */
export type NotNow = {
  /** Sentences for the member: what keeps them from posting, and until when. */
  words: string;
  /** 403 for a ban, 429 for what a wait settles, 422 for what the text has too much of. */
  status: 403 | 422 | 429;
  /** Seconds until it may be tried again; null where waiting is no answer. */
  seconds: number | null;
};
