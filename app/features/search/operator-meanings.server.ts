/** The meaning of each operator's value. */
import { type ClaimFilter, statuses } from "~/features/claims/claims";
import { findPostsWithClaims } from "~/features/claims/claims.server";
import { findPostsCiting } from "~/features/citations/citations.server";
import { ingredients } from "~/features/markdown/markdown";
import { findMemberIds, suggestMembers } from "~/features/members/members.server";
import { isMetricId, metricIds } from "~/features/metrics/metrics";
import { relations } from "~/features/posts/posts";
import { nameInBrackets } from "~/features/sources/sources";
import { findNamedSource, findSourcesOfSite, searchSources } from "~/features/sources/sources.server";
import type { Tag } from "~/features/tags/tags";
import { findTagFamily, findTagsNamed, nearestTags } from "~/features/tags/tags.server";
import { db } from "~/platform/db.server";
import { readDate } from "./dates";
import { readForeignValue } from "./foreign-operators";
import { type OperatorName, operators, places, postKinds } from "./operators";
import type { Filters, SearchQuery } from "./search-query";
import { searchSorts } from "./search-query";

export type Asked = { name: string; value: string; isNegated: boolean; now: Date };

export type Meaning =
  | { ok: true; narrow(query: SearchQuery): SearchQuery }
  /** `isNothing`: well-formed, but the name doesn't exist. Otherwise it is malformed and ignored. */
  | { ok: false; isNothing: boolean; words: string; instead: string[] };

type Read = (asked: Asked) => Meaning | Promise<Meaning>;

const add = <Kind extends keyof Filters>(kind: Kind, conditions: Filters[Kind], { isNegated }: Asked): Meaning => ({
  ok: true,
  narrow: (query) => {
    const side = isNegated ? "without" : "filters";
    return { ...query, [side]: { ...query[side], [kind]: [...query[side][kind], ...conditions] } };
  },
});

const unreadable = (words: string, instead: string[] = []): Meaning => ({
  ok: false,
  isNothing: false,
  words,
  instead,
});
const nobody = (words: string, instead: string[]): Meaning => ({ ok: false, isNothing: true, words, instead });

/** Accepts one of a fixed list; else returns a sentence with the list. */
function oneOf<Value extends string>(
  values: readonly Value[],
  then: (value: Value, asked: Asked) => Meaning | Promise<Meaning>,
): Read {
  return (asked) => {
    const value = values.find((known) => known === asked.value.toLowerCase());
    if (value !== undefined) return then(value, asked);
    const meant = values.find((known) => known === readForeignValue(asked.name, asked.value));
    if (meant !== undefined)
      return unreadable(`“${asked.name}:${asked.value}” is “${asked.name}:${meant}” here.`, [meant]);
    const instead = values.filter((known) => known.startsWith(asked.value.toLowerCase().slice(0, 2)));
    return unreadable(
      `“${asked.name}:” knows ${listInWords(values)}, not “${asked.value}”, so it is left out.`,
      instead.slice(0, 2),
    );
  };
}

export const listInWords = (values: readonly string[]) =>
  values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} and ${values.at(-1)}`;

const slugOf = (value: string) =>
  value
    .toLowerCase()
    .replace(/^#/, "")
    .replaceAll(/[\s_]+/g, "-")
    .slice(0, 60);

async function readTag(asked: Asked): Promise<Meaning> {
  return meantTag(asked, await findTagsNamed(slugOf(asked.value)), "tag");
}

async function readChain(asked: Asked): Promise<Meaning> {
  const named = await findTagsNamed(slugOf(asked.value));
  return meantTag(
    asked,
    named.filter((tag) => tag.kind === "chain"),
    "chain",
  );
}

async function meantTag(asked: Asked, named: Tag[], what: "tag" | "chain"): Promise<Meaning> {
  if (named.length > 1)
    return nobody(
      `“${asked.value}” may be ${listInWords(named.map((tag) => tag.name))}. Choose one.`,
      named.map((tag) => tag.slug),
    );
  const family = named[0] && (await findTagFamily(named[0].slug));
  if (family) return add("tags", [family.ids], asked);
  const near = await nearestTags(slugOf(asked.value), what === "chain" ? "chain" : null, 3);
  return nobody(
    `There is no ${what} “${asked.value}”.`,
    near.map((tag) => tag.slug),
  );
}

async function readAuthor(asked: Asked): Promise<Meaning> {
  const handle = asked.value.toLowerCase().replace(/^@/, "").slice(0, 30);
  const ids = await findMemberIds(db, [handle]);
  const id = ids[handle];
  if (id !== undefined) return add("authors", [[id]], asked);
  const near =
    handle.length >= 2
      ? await suggestMembers(handle.slice(0, Math.max(2, handle.length - 2)), { inNames: false, take: 3 })
      : [];
  return nobody(
    `There is no member “${asked.value}”. Write a handle, as in author:alice.`,
    near.map((member) => member.handle),
  );
}

const mostCiting = 5_000;

async function readCites(asked: Asked): Promise<Meaning> {
  const source = await findNamedSource(db, asked.value);
  const meant = source ? [source.id] : await findSourcesOfSite(db, asked.value);
  if (meant.length > 0) return add("posts", [await findPostsCiting(db, meant, mostCiting)], asked);
  const near = await searchSources(db, nameInBrackets(asked.value), { take: 3 });
  return nobody(
    `There is no source “${asked.value}” here. Write its name, an EIP or its whole address.`,
    near.map(({ citekey }) => citekey),
  );
}

/** Several of these ask for one claim that fits them all. */
async function claiming(filter: ClaimFilter, asked: Asked): Promise<Meaning> {
  if (asked.isNegated) return add("posts", [await findPostsWithClaims(filter)], asked);
  return { ok: true, narrow: (query) => ({ ...query, claim: { ...query.claim, ...filter } }) };
}

/** `metric:tps`, or one chain's: `metric:base/tps`. */
async function readMetric(asked: Asked): Promise<Meaning> {
  const [, chain, metric = ""] =
    /^(?:([a-z0-9][a-z0-9-]{0,39})\/)?([a-z0-9-]{1,40})$/.exec(asked.value.toLowerCase()) ?? [];
  if (isMetricId(metric)) return claiming({ metric, ...(chain && { chain }) }, asked);
  const near = metricIds.filter((id) => id.startsWith(metric.slice(0, 2)) && metric !== "");
  return nobody(
    `There is no metric “${asked.value}”. Write one, as in metric:tps or metric:base/tps.`,
    near.slice(0, 3),
  );
}

const readMoment =
  (side: "after" | "before"): Read =>
  (asked) => {
    const at = readDate(asked.value, asked.now);
    if (!at)
      return unreadable(
        `“${asked.value}” is no date, so “${asked.name}:” is left out. Write it as 2026-03-01, 2026-03 or 2026.`,
      );
    // "Not before" is "after", and the other way round.
    const isAfter = (side === "after") !== asked.isNegated;
    return {
      ok: true,
      narrow: (query) =>
        isAfter
          ? { ...query, after: query.after && query.after > at ? query.after : at }
          : { ...query, before: query.before && query.before < at ? query.before : at },
    };
  };

const meanings: Record<string, Read> = {
  tag: readTag,
  chain: readChain,
  author: readAuthor,
  in: oneOf(places, (_, { isNegated }) =>
    isNegated
      ? unreadable("“in:” can't be left out with a minus.")
      : { ok: true, narrow: (query) => ({ ...query, isInTitle: true }) },
  ),
  kind: oneOf([...postKinds, "claim"] as const, (kind, asked) =>
    kind === "claim" ? claiming({}, asked) : add("kinds", [kind], asked),
  ),
  status: oneOf(statuses, (status, asked) => claiming({ status }, asked)),
  metric: readMetric,
  relation: oneOf(relations, (relation, asked) => add("relations", [relation], asked)),
  has: oneOf(ingredients, (ingredient, asked) => add("has", [ingredient], asked)),
  cites: readCites,
  after: readMoment("after"),
  before: readMoment("before"),
  sort: oneOf(searchSorts, (sort) => ({ ok: true, narrow: (query) => ({ ...query, sort }) })),
} satisfies Record<OperatorName, Read>;

/** The meaning of one operator; throws for an unknown operator. */
export async function meaningOf(asked: Asked): Promise<Meaning> {
  const read = meanings[asked.name];
  if (!read)
    throw new Error(
      `The operator ${asked.name} has no meaning (known: ${operators.map((known) => known.name).join(", ")}).`,
    );
  return read(asked);
}
