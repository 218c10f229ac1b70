/** Hashes of what is there: an import writes only what changed since. */
import { createHash } from "node:crypto";
import type { Post } from "./discourse";

const hashOf = (value: unknown, length = 64) =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, length);

export type State = { title: string; tagIds: number[]; isLocked: boolean };

/** Two halves: what the title and the lock are, and what the tags are. */
export const hashOfState = ({ title, isLocked, tagIds }: State) => hashOf([title, isLocked], 32) + hashOf(tagIds, 32);

/** Says which halves of two hashes of states differ. */
export const changesOf = (before: string, now: string) => ({
  isState: now.slice(0, 32) !== before.slice(0, 32),
  isTags: now.slice(32) !== before.slice(32),
});

export const hashOfPost = ({ raw, cooked, polls }: Post) => hashOf([raw ?? cooked ?? "", polls ?? []]);

/** Stands for the hash of a post that was taken away there. */
export const withdrawn = "withdrawn";
