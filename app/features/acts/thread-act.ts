/** What moderators do to a thread, and the form in which they do it. */
import { z } from "zod";
import { Reason } from "~/features/moderation/moderation";
import { ThreadTitle } from "~/features/threads/threads";
import { cleanTyped } from "~/platform/characters";

export const threadActs = [
  "lock_thread",
  "unlock_thread",
  "slow_thread",
  "unslow_thread",
  "pin_thread",
  "unpin_thread",
  "close_thread",
  "reopen_thread",
  "move_posts",
  "merge_thread",
  "move_back",
] as const;
export type ThreadAct = (typeof threadActs)[number];

/** The name of an act, and what it does, as the form says it. */
export const actWords: Record<ThreadAct, { name: string; says: string }> = {
  lock_thread: { name: "Lock", says: "It takes no more replies and edits, until it is unlocked." },
  unlock_thread: { name: "Unlock", says: "It takes replies again." },
  slow_thread: { name: "Slow down", says: "Everybody, moderators too, can post here once an hour." },
  unslow_thread: { name: "End slow mode", says: "Everybody can post here as often as elsewhere." },
  pin_thread: { name: "Pin", says: "It leads the list of threads." },
  unpin_thread: { name: "Unpin", says: "It stands in the list where its last post puts it." },
  close_thread: { name: "Close with a summary", says: "It is locked, and a summary stands at its head." },
  reopen_thread: { name: "Open again", says: "It takes replies again, and its summary goes." },
  move_posts: { name: "Move posts", says: "To a new thread or to another one, with all that answers them." },
  merge_thread: { name: "Merge", says: "All its posts go to another thread, and its address leads there." },
  move_back: { name: "Move back", says: "What was moved stands where it was, and what answered it since comes along." },
};

/** Whether the posts are shown once more before it is done. */
export const isConfirmed = (act: ThreadAct): boolean => act === "move_posts" || act === "merge_thread";

/** The acts that there are for a thread in this state. */
export function actsFor(thread: {
  lockedAt: string | null;
  closedAt: string | null;
  slowedAt: string | null;
  pinnedAt: string | null;
  postCount: number;
}): ThreadAct[] {
  const { lockedAt, closedAt, slowedAt, pinnedAt } = thread;
  const acts: (ThreadAct | false)[] = [
    !closedAt && (lockedAt ? "unlock_thread" : "lock_thread"),
    slowedAt ? "unslow_thread" : "slow_thread",
    pinnedAt ? "unpin_thread" : "pin_thread",
    closedAt ? "reopen_thread" : "close_thread",
    "move_posts",
    "merge_thread",
  ];
  return acts.filter((act) => act !== false);
}

const most = 2_000;

/** "4, 7-9" as numbers, ascending; null for what is no such list. */
export function readNumbers(text: string): number[] | null {
  const numbers = new Set<number>();
  for (const part of text.split(/[\s,;]+/).filter(Boolean)) {
    const [, first, last] = /^(\d{1,6})(?:[-–](\d{1,6}))?$/.exec(part) ?? [];
    if (first === undefined) return null;
    const [from, to] = [Number(first), Number(last ?? first)];
    if (from < 1 || to < from || to - from > most) return null;
    for (let number = from; number <= to; number++) numbers.add(number);
  }
  return numbers.size > most ? null : [...numbers].toSorted((a, b) => a - b);
}

/** A thread by its number or address; null for anything else. */
export function readThread(text: string): number | null {
  const [, id] = /^(?:#?|.*\/t\/)(\d{1,9})(?:[/?#].*)?$/.exec(text.trim()) ?? [];
  return id === undefined ? null : Number(id);
}

const noPosts = "Name the posts by their numbers: 4, 7–9.";
const noTarget = "Give the other thread's number or address.";
const noSummary = "Write what came of it, in 20 to 2,000 characters.";
const text = z
  .string()
  .optional()
  .transform((given) => cleanTyped(given ?? "").trim());

/** The form: which fields are asked for depends on the act. Boxes and typed numbers count together. */
export const ThreadActForm = z
  .object({
    act: z.enum(threadActs, "Choose what to do."),
    reason: Reason,
    summary: text,
    box: z.union([z.string().transform((one) => [one]), z.array(z.string())]).optional(),
    posts: text,
    to: z.enum(["new", "other"]).optional(),
    title: text,
    target: text,
    move: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
    confirmed: z.literal("yes").optional(),
  })
  .transform((form, refinement) => {
    const fault = (path: string, message: string) => refinement.addIssue({ code: "custom", path: [path], message });
    const numbers = readNumbers([...(form.box ?? []), form.posts].join(","));
    const targetId = readThread(form.target);
    const title = ThreadTitle.safeParse(form.title);
    if (form.act === "close_thread" && (form.summary.length < 20 || form.summary.length > 2_000))
      fault("summary", noSummary);
    if (form.act === "move_posts" && (!numbers || numbers.length === 0)) fault("posts", noPosts);
    if (form.act === "move_posts" && form.to === undefined) fault("to", "Choose where they go.");
    if (form.act === "move_posts" && form.to === "new" && !title.success)
      fault("title", title.error.issues[0]?.message ?? "Give the thread a title.");
    if (targetId === null && (form.act === "merge_thread" || (form.act === "move_posts" && form.to === "other")))
      fault("target", noTarget);
    const isNew = form.act === "move_posts" && form.to === "new";
    const to: Target = isNew ? { title: title.data ?? "" } : { id: targetId ?? 0 };
    const { act, reason, summary, move, confirmed } = form;
    return { act, reason, summary, move, to, numbers: numbers ?? [], isConfirmed: confirmed === "yes" };
  });

/** Where posts go: to a thread, or to a new one with this title. */
type Target = { title: string } | { id: number };

export type AskedAct = z.output<typeof ThreadActForm>;
