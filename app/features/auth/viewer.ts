/** Who is asking. `null` is a visitor. */
export type Viewer = {
  id: number;
  handle: string;
  name: string;
  role: "member" | "moderator" | "admin";
  isSuspended: boolean;
} | null;

export type Member = NonNullable<Viewer>;

/** Moderators see what is hidden, and may hide. Administrators are moderators too. */
export function isModerator(viewer: Viewer): boolean {
  return viewer !== null && !viewer.isSuspended && (viewer.role === "moderator" || viewer.role === "admin");
}

/** Whether this viewer may write at all; each thing written has its own rule besides. */
export function canWrite(viewer: Viewer): viewer is Member {
  return viewer !== null && !viewer.isSuspended;
}

/** Runs the site: sees the health of its providers, and names moderators. */
export function isAdmin(viewer: Viewer): boolean {
  return viewer !== null && !viewer.isSuspended && viewer.role === "admin";
}
