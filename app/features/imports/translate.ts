/**
 * A post as Discourse stores it, as a text of this forum. What has no counterpart here stays word for word, with a note; what
 * refers to something that isn't here yet does too, and is tried again by `mend`.
 */
import { counted } from "~/ui/count";
import { inCode } from "./cooked-text";
import { emojiNamed } from "./emoji";
import { withHtml } from "./html-tags";
import { withBreaks } from "./line-breaks";
import { besideCode } from "./masked";
import { distinct, isOpenNote, type Note, type NoteKind } from "./note";
import { type OldPage, oldPageAt } from "./old-address";
import { type QuotedOrigin, withQuotes } from "./quotes-there";
import { withFormulas } from "./single-dollars";

/** What is known of what a text refers to. */
export type Lookup = {
  /** The handle of whoever had this name there, which is in lower case. */
  handleOf: (username: string) => string | undefined;
  /** Whether somebody else has it here: the name would mean them. */
  isSomebodys: (handle: string) => boolean;
  /** The post with this number of a topic. */
  quoted: (topicId: number, number: number) => QuotedOrigin | undefined;
  /** Our address of a page of the forum with this host, beginning with "/". */
  pathOf: (page: OldPage, host: string) => string | undefined;
  /** The address of a picture that was taken over, beginning with "/"; by its address there. */
  upload: (address: string) => string | undefined;
};

export type There = {
  /** Scheme and host of the other forum, without a slash at its end. */
  address: string;
  /** The hosts of forums that were taken over and whose links lead here now: the operator named them in `FORMER_HOSTS`. */
  formerHosts: string[];
  /** Scheme and host of this forum. */
  ownOrigin: string;
  /** The topic of the post: a quote that names none is of it. */
  topicId: number;
};

export type Poll = { name: string; voters: number; options: { text: string; votes: number | null }[] };

export type Translated = { text: string; notes: Note[] };

/** The text of a post that was written there. */
export function translate(raw: string, there: There, lookup: Lookup, polls: Poll[] = []): Translated {
  const notes: Note[] = [];
  const note = (kind: NoteKind, words: string) => void notes.push({ kind, words });
  const asCode = (piece: string) =>
    piece
      .replace(/^\[code(?:=([^\]\n]*))?\]([\s\S]*)\[\/code\]$/i, (_, language: string | undefined, code: string) =>
        code.includes("\n")
          ? `\n\`\`\`${language ?? ""}\n${code.replaceAll(/^[ \t]*\n|\s+$/g, "")}\n\`\`\`\n`
          : `\`${code}\``,
      )
      .replace(
        /^<pre[^>]*>(?:<code[^>]*>)?([\s\S]*?)(?:<\/code>)?<\/pre>$/i,
        (_, code: string) => `\n\`\`\`\n${code.trim()}\n\`\`\`\n`,
      )
      .replace(/^<code>([\s\S]*)<\/code>$/, (_, code: string) =>
        code.trim().includes("\n") ? `\n\`\`\`\n${code.replaceAll(/^\s*\n|\s+$/g, "")}\n\`\`\`\n` : inCode(code),
      );
  const text = besideCode(
    withFormulas2(raw.replaceAll("\r\n", "\n")),
    (masked) => {
      let rest = withPolls(masked, polls, note);
      rest = withFolds(rest, note);
      rest = withHtml(rest);
      rest = withBbCode(rest, note);
      rest = withBreaks(rest);
      rest = withPictures(rest, there, lookup, note);
      rest = withLinks(rest, there, lookup, note);
      rest = withQuotes(rest, there.topicId, lookup, note);
      rest = withNames(rest, lookup, note, null);
      rest = withoutThreads(rest);
      return withEmoji(rest, note);
    },
    asCode,
  );
  return { text: text.trim(), notes: distinct(notes) };
}

/** The same text once more, as far as what it refers to is known by now. `open` are its notes. */
export function mend(text: string, open: Note[], there: There, lookup: Lookup): Translated {
  const notes: Note[] = open.filter((one) => !isOpenNote(one));
  const note = (kind: NoteKind, words: string) => void notes.push({ kind, words });
  const names = new Set(open.flatMap(({ kind, words }) => (kind === "name" ? [words.slice(1)] : [])));
  const mended = besideCode(text, (masked) => {
    let rest = withPictures(masked, there, lookup, note);
    rest = withLinks(rest, there, lookup, note);
    rest = withQuotes(rest, there.topicId, lookup, note, true);
    return withNames(rest, lookup, note, names);
  });
  return { text: mended, notes: distinct(notes) };
}

type Tell = (kind: NoteKind, words: string) => void;

/** Formulas are rewritten beside code, and then set aside with it. */
const withFormulas2 = (raw: string) => besideCode(raw, withFormulas);

/** `[poll …] … [/poll]`: a list of its options, with the votes they had where those are public. */
function withPolls(text: string, polls: Poll[], note: Tell): string {
  return text.replaceAll(
    /\n*^\[poll([^\]\n]*)\]\n?([\s\S]*?)\n?\[\/poll\][ \t]*$/gm,
    (_, given: string, body: string) => {
      const name = /\bname=["']?([^"'\s\]]+)/.exec(given)?.[1] ?? "poll";
      const poll = polls.find((one) => one.name === name);
      note("poll", name === "poll" ? "the poll" : name);
      const title = /^#\s+(.+)$/m.exec(body)?.[1];
      const lines = poll
        ? poll.options.map(
            ({ text: option, votes }) => `- ${option}${votes === null ? "" : `: ${counted(votes, "vote")}`}`,
          )
        : body.split("\n").filter((line) => /^\s*(?:[*+-]|\d+\.)\s/.test(line));
      const voters = poll ? `, ${counted(poll.voters, "voter")}` : "";
      return `\n\n**Poll${title ? `: ${title}` : ""}**${voters}\n\n${lines.join("\n")}\n`;
    },
  );
}

/** `[details="…"]` and `[spoiler]`: nothing is folded here, so what they hold follows in the open. */
function withFolds(text: string, note: Tell): string {
  return text
    .replaceAll(
      /\[details(?:=(?:"([^"\n]*)"|'([^'\n]*)'|([^\]\n]*)))?\]\n*/gi,
      (_, double: string, single: string, bare: string) => {
        const summary = (double ?? single ?? bare ?? "").trim();
        note("fold", summary || "a fold without a title");
        return summary ? `\n\n**${summary}**\n\n` : "\n\n";
      },
    )
    .replaceAll(/\n*\[\/details\]\n*/gi, "\n\n")
    .replaceAll(/\[(spoiler|blur)\]([\s\S]*?)\[\/\1\]/gi, (_, _name, hidden: string) => {
      note("fold", "a spoiler");
      return hidden;
    });
}

const marksOf: Record<string, string> = { b: "**", i: "*", s: "~~", u: "" };

/** `[i]of [b]one[/b] paragraph[/i]`; what stands in another comes first. */
function withMarks(text: string): string {
  const innermost = /\[(b|i|s|u)\]((?:(?!\n\s*\n|\[\/?[bisu]\])[\s\S])*)\[\/\1\]/gi;
  let rest = text;
  for (let depth = 0; depth < 4; depth++) {
    const next = rest.replaceAll(innermost, (_, name: string, words: string) => {
      const mark = marksOf[name.toLowerCase()]!;
      return words.trim() === "" ? words : mark + words.trim() + mark;
    });
    if (next === rest) break;
    rest = next;
  }
  return rest;
}

/** BBCode that markdown can say; groups and colours say nothing that a text needs. */
function withBbCode(text: string, note: Tell): string {
  return withMarks(text)
    .replaceAll(
      /\[url=["']?([^\]\s"']+)["']?\]([^\n]*?)\[\/url\]/gi,
      (_, address: string, words: string) => `[${words}](${address})`,
    )
    .replaceAll(/\[(url|email)\]([^\s[\]]+)\[\/\1\]/gi, (_, _name, address: string) => address)
    .replaceAll(/\[img\]([^\s[\]]+)\[\/img\]/gi, (_, address: string) => `![](${address})`)
    .replaceAll(/\[date=([\d-]+)([^\]\n]*)\]/gi, (_, day: string, more: string) => {
      const time = /\btime=["']?(\d\d:\d\d)/.exec(more)?.[1];
      const zone = /\btimezone=["']?([^"'\s]+)/.exec(more)?.[1] ?? "UTC";
      return time ? `${day} ${time} ${zone}` : day;
    })
    .replaceAll(
      /\[\/?(?:wrap|grid|center|color|size|left|right|small|big|floatl|floatr|columns?)(?:=[^\]\n]*|\s[^\]\n]*)?\][ \t]*/gi,
      "",
    )
    .replaceAll(/\[\/?(chart|event|calendar|placeholder|survey|policy|mermaid)(?:[\s=][^\]\n]*)?\]/gi, (whole) => {
      note("markup", whole);
      return whole;
    });
}

/** `![words|690x388, 50%](upload://…)` and pictures by their whole address. Addresses that would lead here are written out. */
function withPictures(text: string, { address }: There, lookup: Lookup, note: Tell): string {
  const own = (given: string) => isUploadAddress(given, address);
  return text.replaceAll(
    /(!?)\[((?:[^[\]\\\n]|\\.)*)\]\(\s*([^()\s]+)((?:\s+(?:"[^"\n]*"|'[^'\n]*'))?)\s*\)/g,
    (whole, bang: string, words: string, target: string, title: string) => {
      const bare = words.replace(/\|(?:\d+x\d+(?:,\s*\d+%)?|attachment|thumbnail|video|audio)(?:\|[^\]]*)?$/, "");
      if (!own(target)) return bang ? `![${bare}](${target.replace(/^\/\//, "https://")}${title})` : whole;
      const whereItIs = uploadAddress(target, address);
      const taken = bang || isPictureName(target) ? lookup.upload(whereItIs) : undefined;
      if (!taken) note("upload", whereItIs);
      return `${bang}[${bare}](${taken ?? whereItIs}${title})`;
    },
  );
}

const isPictureName = (address: string) => /\.(?:png|jpe?g|gif|webp)(?:[?#]|$)/i.test(address);

/** Whether an address is of a file that was uploaded there. */
const isUploadAddress = (given: string, address: string): boolean =>
  /^upload:\/\/[\w.-]+$/i.test(given) ||
  ((given.startsWith(`${address}/uploads/`) ||
    given.startsWith(`//${hostOf(address)}/uploads/`) ||
    given.startsWith("/uploads/")) &&
    // Ours have a hash for a name.
    !/^\/uploads\/[0-9a-f]{64}$/.test(given)) ||
  onAnotherHost.test(given);

/** A forum may keep its files with somebody else; their paths have a shape of their own, and their names are hashes. */
const onAnotherHost =
  /^(?:https?:)?\/\/[\w.-]+\/(?:[\w.-]+\/)*(?:original|optimized)\/\dX\/(?:[0-9a-f]\/){0,3}[0-9a-f]{40}(?:_\d_\d+x\d+)?\.\w{2,5}$/i;

/** The whole address of a file that was uploaded there. */
function uploadAddress(given: string, address: string): string {
  if (given.startsWith("upload://")) return `${address}/uploads/short-url/${given.slice("upload://".length)}`;
  if (given.startsWith("//")) return `https:${given}`;
  return given.startsWith("/") ? address + given : given;
}

const hostOf = (address: string) => address.replace(/^https?:\/\//, "").toLowerCase();

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Links to the other forum: ours where their page is here; those without a host are written out, or they would lead here. */
function withLinks(text: string, { address, formerHosts, ownOrigin }: There, lookup: Lookup, note: Tell): string {
  const own = bareHost(address);
  const ours = (host: string, path: string, stays: string): string => {
    const page = path.startsWith("/uploads/") ? null : oldPageAt(path);
    if (page === null) return stays;
    const here = lookup.pathOf(page, host);
    if (here === undefined) {
      if (page.kind !== "home") note("link", stays);
      return stays;
    }
    if (formerHosts.includes(host)) return ownOrigin + here;
    note("kept-link", stays);
    return stays;
  };
  const absolute = [...new Set([own, ...formerHosts])].reduce(
    (rest, host) =>
      rest.replaceAll(linksTo(host), (whole: string, path: string | undefined) => {
        const tail = /[.,;:!?*_]+$/.exec(whole)?.[0] ?? "";
        const bare = (path ?? "").slice(0, Math.max(0, (path ?? "").length - tail.length));
        return ours(host, bare || "/", whole.slice(0, whole.length - tail.length)) + tail;
      }),
    text,
  );
  // A path of ours names a thread by its id first, and stands in no text that came from there.
  return absolute.replaceAll(
    /(\]\(\s*)(\/(?:t|u|users|c|tags?|p)\/[^\s()]*)/g,
    (whole, before: string, path: string) => (oldPageAt(path) ? before + ours(own, path, address + path) : whole),
  );
}

/** A forum answers with and without "www." before its host. */
export const bareHost = (address: string): string => hostOf(address).replace(/^www\./, "");

const linksTo = (host: string) =>
  new RegExp(
    `(?<![\\w/@.-])https?://(?:www\\.)?${escaped(host)}(?![\\w.:-])(/[^\\s<>()\\[\\]"'|\\\\\`\\uE000]*)?`,
    "gi",
  );

/** `@name`; `only`: names that were unknown before, where the text is one of ours already. */
function withNames(text: string, lookup: Lookup, note: Tell, only: Set<string> | null): string {
  return text.replaceAll(
    /(?<![\p{L}\p{N}_/.@=#&:`\\-])(\\?)@([\p{L}\p{N}_][\p{L}\p{N}_.-]{1,59})/gu,
    (whole, bar: string, typed: string) => {
      const name = typed.replace(/[._-]+$/, "");
      const tail = typed.slice(name.length);
      const username = name.toLowerCase();
      if (name.length < 2 || (only && !only.has(username))) return whole;
      const handle = lookup.handleOf(username);
      if (handle !== undefined) return `@${handle}${tail}`;
      note("name", `@${username}`);
      return lookup.isSomebodys(username.split(".")[0]!) ? `\\@${typed}` : `${bar}@${typed}`;
    },
  );
}

/** `#12` is a thread of ours, and was a number there. */
const withoutThreads = (text: string) =>
  text.replaceAll(/(?<![\p{L}\p{N}_/.@=#&\\(])#(?=[1-9]\d{0,9}(?![\p{L}\p{N}_]))/gu, "\\#");

function withEmoji(text: string, note: Tell): string {
  return text.replaceAll(
    /(?<![\p{L}\p{N}:/])[:]([a-z0-9_+-]+(?::t[1-6])?):(?![\p{L}\p{N}:])/giu,
    (whole, name: string) => {
      const emoji = emojiNamed(name.toLowerCase());
      if (emoji === undefined && /^[a-z][a-z0-9_]{2,}/i.test(name)) note("emoji", whole);
      return emoji ?? whole;
    },
  );
}
