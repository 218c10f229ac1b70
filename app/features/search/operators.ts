/** All operators, for reading a query and for completing it. operator-meanings.server.ts says what their values mean. */
import { statuses } from "~/features/claims/claims";
import { ingredients } from "~/features/markdown/markdown";
import { metricIds } from "~/features/metrics/metrics";
import { relations } from "~/features/posts/posts";
import { searchSorts } from "./search-query";

export type Operator = {
  name: string;
  /** What the operator restricts a search to, for help. */
  help: string;
  example: string;
  /** All possible values; null for names or dates. */
  values: readonly string[] | null;
  /** The kind of names that complete its value. */
  names: "tag" | "chain" | "member" | "source" | null;
};

const list = <Name extends string>(name: Name, help: string, values: readonly string[]) => ({
  name,
  help,
  example: `${name}:${values[0]}`,
  values,
  names: null,
});
const named = <Name extends string>(name: Name, help: string, example: string, names: Operator["names"]) => ({
  name,
  help,
  example,
  values: null,
  names,
});

export const postKinds = ["thread", "post"] as const;
export const places = ["title"] as const;

const table = [
  named("tag", "threads filed under a tag, or under anything below it", "tag:fees", "tag"),
  named("chain", "threads about a chain, or a group of chains", "chain:arbitrum", "chain"),
  named("author", "posts by a member", "author:alice", "member"),
  list("in", "words in thread titles only", places),
  list("kind", "opening posts (thread), replies (post), or posts with claims (claim)", [...postKinds, "claim"]),
  list("status", "posts with a claim that stands like this", statuses),
  list("metric", "posts with a claim about a metric, or about one chain's: metric:base/tps", metricIds),
  list("relation", "replies by how they stand to what they answer", relations),
  list("has", "posts with a quote, code, math, an image, a metric or a citation", ingredients),
  named("cites", "posts that cite a source: its name here, an EIP or an address", "cites:EIP-4844", "source"),
  named("after", "posts from a day, month or year on", "after:2026-01", null),
  named("before", "posts before a day, month or year", "before:2026-03-01", null),
  list("sort", "the order of results", searchSorts),
];

export type OperatorName = (typeof table)[number]["name"];
export const operators: readonly Operator[] = table;

export const operatorNames: ReadonlySet<string> = new Set(operators.map((operator) => operator.name));
