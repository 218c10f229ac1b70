/** The filters of the log's address. */
import { readId } from "~/platform/id-param";
import { type LogGroup, logGroups } from "./mod-action";

export type LogFilter = {
  group: LogGroup | null;
  /** A moderator's id; "site" for what the site did by its rules. */
  by: number | "site" | null;
  thread: number | null;
};

export type ReadFilter = { ok: true; filter: LogFilter; cursor: number | null } | { ok: false; fault: string };

const isGroup = (name: string): name is LogGroup => name in logGroups;

/** Reads `about`, `by`, `thread` and `cursor`; empty ones are none. */
export function readLogFilter(asked: URLSearchParams): ReadFilter {
  const given = (name: string) => asked.get(name) || null;
  const group = given("about");
  if (group !== null && !isGroup(group)) return { ok: false, fault: "There is no such part of the log." };
  const by = given("by");
  const byId = by === null || by === "site" ? by : readId(by);
  if (by !== null && byId === null) return { ok: false, fault: "A moderator is named by a number." };
  const [thread, cursor] = ["thread", "cursor"].map((name) => (given(name) === null ? null : readId(given(name)!)));
  if ((given("thread") !== null && !thread) || (given("cursor") !== null && !cursor))
    return { ok: false, fault: "There is no such page of the log." };
  return { ok: true, filter: { group, by: byId, thread: thread ?? null }, cursor: cursor ?? null };
}

/** As it stands in an address. */
export const filterInQuery = ({ group, by, thread }: LogFilter) => ({
  about: group ?? undefined,
  by: by?.toString(),
  thread: thread?.toString(),
});
