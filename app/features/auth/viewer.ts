/** The person who makes a request; `null` is a visitor. */
export type Viewer = {
  id: number;
  handle: string;
  name: string;
  role: "member" | "moderator" | "admin";
  /** Reads, and reaches what is their own. */
  isSuspended: boolean;
  /** Reads, bookmarks and drafts; doesn't post, edit, vote or flag. */
  isSilenced: boolean;
  /** Until when they can post once an hour; null for those who can post as everybody. */
  pacedUntil: string | null;
  /** The limits for new members hold, or nobody has looked yet whether they still do: the room of trust says. */
  isNew: boolean;
} | null;

export type Member = NonNullable<Viewer>;

/** Whether this viewer may write at all; each kind of content has its own rule as well. */
export function canWrite(viewer: Viewer): viewer is Member {
  return viewer !== null && !viewer.isSuspended && !viewer.isSilenced;
}

/** Moderators see and hide content. Administrators are moderators too. */
export function isModerator(viewer: Viewer): boolean {
  return canWrite(viewer) && (viewer.role === "moderator" || viewer.role === "admin");
}

/** Administrators see the health of providers and appoint moderators. */
export function isAdmin(viewer: Viewer): boolean {
  return canWrite(viewer) && viewer.role === "admin";
}
