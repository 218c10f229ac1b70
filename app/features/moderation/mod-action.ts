/** Moderators' actions and their wording. */
import { z } from "zod";
import { oneLineText } from "~/platform/one-line-text";

/** Actions on a post or thread that need only a reason. */
export const modActionKinds = [
  "hide_post",
  "restore_post",
  "lock_thread",
  "unlock_thread",
  "pin_thread",
  "unpin_thread",
  "slow_thread",
  "unslow_thread",
  "remove_upload",
] as const;
/** The actions on the form; restoring an old text is done on the history page. */
export type ModFormKind = (typeof modActionKinds)[number];
export type ModActionKind = ModFormKind | "revert_post";

/** An entry of the log. */
export type LoggedKind =
  | ModActionKind
  | "retag_thread"
  | "change_tag"
  | "merge_tag"
  | MemberActionKind
  | "change_setting"
  | "export_forum"
  | CaseActionKind
  | UnnamedActionKind
  | ThreadActKind
  | "erase_revision"
  | "erase_entry";

/** What is done to a thread on the page for it, beside locking and pinning. */
export type ThreadActKind =
  "close_thread" | "reopen_thread" | "move_posts" | "move_back" | "merge_thread" | "unmerge_thread";

/** What is decided about a post in the queue, beside hiding it. */
export type CaseActionKind = "keep_post" | "ask_edit" | "unfold_post" | HeldActionKind;

/** What is decided about what waited outside of the forum. */
export type HeldActionKind = "release_text" | "discard_text" | "accept_proposal" | "refuse_proposal" | "hide_spam";

/** Measures against a member that are logged without the member's name. */
export type UnnamedActionKind = "warn_member" | "pace_member" | "silence_member" | "end_sanction" | "uphold_sanction";

/** What administrators do about a member. */
export type MemberActionKind = "suspend_member" | "end_suspension" | "rename_member" | "change_role" | "assign_posts";

/** Why something is as it is: an entry of the log, with its moderator's name. */
export type Ground = { id: number; reason: string; moderator: string };

/** Who acted where no moderator did. */
export const theSite = "The site, by its rules,";

/** "hid post 3 of …": the verb of each action, for the log. */
export const modActionWords: Record<LoggedKind, string> = {
  hide_post: "hid",
  restore_post: "restored",
  lock_thread: "locked",
  unlock_thread: "unlocked",
  pin_thread: "pinned",
  unpin_thread: "unpinned",
  revert_post: "brought back an earlier text of",
  remove_upload: "removed",
  retag_thread: "retagged",
  change_tag: "changed the tag",
  merge_tag: "merged a tag into",
  suspend_member: "suspended",
  end_suspension: "ended the suspension of",
  rename_member: "renamed",
  change_role: "changed the role of",
  assign_posts: "gave imported posts to",
  change_setting: "changed a setting",
  export_forum: "exported the forum",
  keep_post: "looked at and kept",
  ask_edit: "asked for an edit of",
  unfold_post: "unfolded",
  release_text: "released the held text that is",
  discard_text: "discarded a held text",
  accept_proposal: "accepted a proposal for",
  refuse_proposal: "refused a proposal",
  hide_spam: "hid spam",
  warn_member: "warned a member",
  pace_member: "slowed a member down",
  silence_member: "silenced a member",
  end_sanction: "lifted a measure against a member",
  uphold_sanction: "upheld a measure against a member",
  slow_thread: "slowed down",
  unslow_thread: "ended the slow mode of",
  close_thread: "closed with a summary",
  reopen_thread: "opened again",
  move_posts: "moved posts from",
  move_back: "moved posts back to",
  merge_thread: "merged",
  unmerge_thread: "took apart again",
  erase_revision: "erased the text of a revision of",
  erase_entry: "erased words of",
};

/** The word before the other thread of an entry that has one. */
export const otherThreadWords: Partial<Record<LoggedKind, string>> = {
  move_posts: "to",
  move_back: "from",
  merge_thread: "into",
  unmerge_thread: "and",
};

const groupOfKind: Record<LoggedKind, LogGroup> = {
  hide_post: "posts",
  restore_post: "posts",
  keep_post: "posts",
  ask_edit: "posts",
  unfold_post: "posts",
  revert_post: "posts",
  erase_revision: "posts",
  remove_upload: "posts",
  release_text: "posts",
  discard_text: "posts",
  hide_spam: "posts",
  accept_proposal: "tags",
  refuse_proposal: "tags",
  lock_thread: "threads",
  unlock_thread: "threads",
  pin_thread: "threads",
  unpin_thread: "threads",
  slow_thread: "threads",
  unslow_thread: "threads",
  close_thread: "threads",
  reopen_thread: "threads",
  move_posts: "threads",
  move_back: "threads",
  merge_thread: "threads",
  unmerge_thread: "threads",
  retag_thread: "tags",
  change_tag: "tags",
  merge_tag: "tags",
  warn_member: "members",
  pace_member: "members",
  silence_member: "members",
  end_sanction: "members",
  uphold_sanction: "members",
  suspend_member: "members",
  end_suspension: "members",
  rename_member: "members",
  change_role: "members",
  assign_posts: "members",
  change_setting: "site",
  export_forum: "site",
  erase_entry: "site",
};

/** Parts of the log, by which it is filtered. */
export const logGroups = {
  posts: "Posts and pictures",
  threads: "Threads",
  members: "Members",
  tags: "Tags",
  site: "Settings and the log itself",
} as const;
export type LogGroup = keyof typeof logGroups;
export const logGroupNames = Object.keys(logGroups) as LogGroup[];

/** The kinds of entries in a part of the log. */
export const kindsIn = (group: LogGroup): LoggedKind[] =>
  (Object.keys(groupOfKind) as LoggedKind[]).filter((kind) => groupOfKind[kind] === group);

export const Reason = oneLineText({
  min: 3,
  max: 300,
  missing: "Say why: the log is public.",
  tooLong: "A reason has at most 300 characters.",
});

const id = z.coerce.number().int().min(1).max(2_147_483_647);

export const ModActionForm = z.object({
  kind: z.enum(modActionKinds, "There is no such action."),
  /** The post for actions on posts, the thread for those on threads, the upload for those on uploads. */
  target: id,
  reason: Reason,
});
