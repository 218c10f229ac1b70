/** Names under which PostgreSQL keeps statements that come often, parsed and planned, in each connection. */
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";

type Limits = {
  /** Statements that get a name: each takes memory in each connection. */
  named: number;
  /** From this time on a statement gets one. */
  often: number;
};

/** Texts without a name that are counted. */
const counted = 1_000;

/**
 * Answers with a statement's name, or an empty text for a statement that comes rarely. Names are given for good, because
 * the driver can't take one back.
 */
export function statementNamer({ named, often }: Limits): (statement: { sql: string }) => string {
  const names = new Map<string, string>();
  const times = new LRUCache<string, number>({ max: counted });
  return ({ sql }) => {
    const name = names.get(sql);
    if (name !== undefined) return name;
    if (names.size >= named) return "";
    const count = (times.get(sql) ?? 0) + 1;
    times.set(sql, count);
    if (count < often) return "";
    times.delete(sql);
    // By its text, so that no two statements of one connection ever share a name.
    const given = `s${createHash("sha256").update(sql).digest("hex").slice(0, 32)}`;
    names.set(sql, given);
    return given;
  };
}
