/** Suggestions while typing: threads, tags, members, sources, and completions of operators. */
import type { Viewer } from "~/features/auth/auth";
import { suggestMembers } from "~/features/members/members.server";
import { findMetricPages } from "~/features/series/series.server";
import { searchSources } from "~/features/sources/sources.server";
import { tagsBeginning } from "~/features/tags/tags.server";
import { listThreadsById } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { completeLastWord } from "./mend-query.server";
import { type Operator, operatorNames, operators } from "./operators";
import { parseQuery } from "./query-syntax";
import { type SearchEngine, SearchTooSlow } from "./search-engine";
import { understandQuery } from "./understand-query.server";

export type Suggestion =
  /** Leads to a page. */
  | { kind: "thread" | "tag" | "chain" | "metric" | "member" | "source"; label: string; note: string; href: string }
  /** Becomes the text of the box. */
  | { kind: "operator"; label: string; note: string; text: string };

const mostSuggestions = 8;

type Asked = { typed: string; viewer: Viewer; now: Date; engine: SearchEngine };

/** At most eight, the most useful first. */
export async function suggest({ typed, viewer, now, engine }: Asked): Promise<Suggestion[]> {
  const text = typed
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trimStart()
    .slice(0, 200);
  if (text.trim() === "") return [];
  const { head, last } = lastPiece(text);
  const [, minus = "", name = "", value = ""] = /^(-?)([a-z]+):(.*)$/i.exec(last) ?? [];
  const operator = operators.find((known) => known.name === name.toLowerCase());
  if (operator)
    return (await completeValue(operator, value)).map((one) => ({ ...one, text: `${head}${minus}${one.text} ` }));

  const [threads, tags, metrics, members, sources] = await Promise.all([
    threadsFor(text, { viewer, now, engine }),
    last.length > 0 ? tagsBeginning(last, null, 2) : [],
    findMetricPages(text, 3),
    last.length > 1 ? suggestMembers(last.replace(/^@/, ""), { inNames: false, take: 2 }) : [],
    last.length > 1 ? searchSources(db, text, { take: 2 }) : [],
  ]);
  // Exact names come first.
  const exact = tags.find(({ name, slug }) => [name.toLowerCase(), slug].includes(text.trim().toLowerCase()));
  const pages = metrics.map((page) => ({ kind: "metric" as const, ...page }));
  return [
    ...(exact ? [toExact(exact)] : []),
    ...pages,
    ...threads,
    ...completeName(head, last),
    ...tags
      .filter((tag) => tag !== exact)
      .map((tag) => ({
        kind: "tag" as const,
        label: tag.name,
        note: tag.kind,
        href: paths.search({ tag: [tag.slug] }),
      })),
    ...members.map((member) => ({
      kind: "member" as const,
      label: member.name,
      note: `@${member.handle}`,
      href: paths.member(member),
    })),
    ...sources.map((source) => ({
      kind: "source" as const,
      label: source.title,
      note: "source",
      href: paths.source(source),
    })),
  ].slice(0, mostSuggestions);
}

const toExact = (tag: { kind: string; name: string; slug: string }) =>
  tag.kind === "chain"
    ? { kind: "chain" as const, label: tag.name, note: "chain", href: paths.chain(tag) }
    : { kind: "tag" as const, label: tag.name, note: tag.kind, href: paths.search({ tag: [tag.slug] }) };

function lastPiece(text: string) {
  const at = text.lastIndexOf(" ") + 1;
  return { head: text.slice(0, at), last: text.slice(at) };
}

function completeName(head: string, last: string): Suggestion[] {
  const begun = last.replace(/^-/, "").toLowerCase();
  if (begun.length < 2) return [];
  return operators
    .filter((operator) => operator.name.startsWith(begun))
    .slice(0, 2)
    .map(({ name, help }) => ({
      kind: "operator",
      label: `${name}:`,
      note: help,
      text: `${head}${last.startsWith("-") ? "-" : ""}${name}:`,
    }));
}

type Value = Extract<Suggestion, { kind: "operator" }>;

async function completeValue({ name, values, names, example, help }: Operator, begun: string): Promise<Value[]> {
  const value = (text: string, note: string): Value => ({
    kind: "operator",
    label: `${name}:${text}`,
    note,
    text: `${name}:${text}`,
  });
  if (values)
    return values
      .filter((known) => known.startsWith(begun.toLowerCase()))
      .slice(0, mostSuggestions)
      .map((known) => value(known, ""));
  if (names === "member")
    return (await suggestMembers(begun.replace(/^@/, ""), { inNames: false, take: 6 })).map((member) =>
      value(member.handle, member.name),
    );
  if (names === "source")
    return (await searchSources(db, begun, { take: 6 })).map((source) => value(source.citekey, source.title));
  if (names)
    return (await tagsBeginning(begun, names === "chain" ? "chain" : null, 6)).map((tag) => value(tag.slug, tag.name));
  return begun === "" ? [value(example.slice(name.length + 1), help)] : [];
}

async function threadsFor(text: string, { viewer, now, engine }: Omit<Asked, "typed">): Promise<Suggestion[]> {
  const parsed = parseQuery(text, operatorNames);
  const { query } = await understandQuery(parsed, now);
  if (query.all.length === 0 || query.isImpossible) return [];
  const inTitles = {
    ...(parsed.isLastOpen ? await completeLastWord(query) : query),
    isInTitle: true,
    sort: "relevance" as const,
  };
  try {
    const found = await engine.find({ query: inTitles, viewer, now, cursor: null, take: 5, perThread: 1 });
    const threads = await listThreadsById(
      found.threads.map(({ threadId }) => threadId),
      viewer,
    );
    return threads.map((thread) => ({
      kind: "thread",
      label: thread.title,
      note: `${thread.postCount} ${thread.postCount === 1 ? "post" : "posts"}`,
      href: paths.thread(thread),
    }));
  } catch (error) {
    if (error instanceof SearchTooSlow) return [];
    throw error;
  }
}
