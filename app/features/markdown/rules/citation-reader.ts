/**
 * Reads the citations of a text once all of it is known: it resolves markers to definitions, numbers notes, and takes the
 * names under "Sources:". Comes last, when every other rule has made its links.
 */
import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { maxCitations, maxNotes, maxUses } from "../limits";
import type { CitationMark, CitationTarget, Definition, ParsedCitations } from "../parsed";
import { warningOf } from "../citation-fault";
import { readDefinition, withHyphen } from "../read-definition";
import { placesIn, type Place } from "../citation-places";
import type { MarkerItem } from "../citation-marker";
import type { MarkerMeta, MarkerPart } from "./citations";
import type { DefinitionMeta } from "./definitions";
import { marker, type Note } from "./notes";
import { takeTrailer } from "./trailer";

/** The results that rules hand to the parser's caller through markdown-it's environment. */
export type ParseEnvironment = { citations?: ParsedCitations };

export function citationReader(md: MarkdownIt) {
  md.core.ruler.push("citation-reader", (state) => {
    if (!state.inlineMode) state.env.citations = new Reader(state).read();
  });
  // For search only: the page shows them in the list of sources.
  md.renderer.rules.source_words = () => "";
}

type Scope = { id: number; handle: string; isQuoted: boolean };
type Defined = {
  key: string;
  line: number;
  note: Token | null;
  definition: Definition | null;
  /** What the words of a source's definition cite besides: markers and further links. */
  inside: { scope: Scope; markers: MarkerItem[]; links: Omit<Definition, "data">[] };
  isUsed: boolean;
};

const fold = (key: string) => key.toLowerCase();
const deepest = 2;

class Reader {
  readonly found: ParsedCitations = { targets: [], marks: [], mentions: [], warnings: [] };
  private readonly defined = new Map<string, Defined>();
  private readonly targets = new Map<string, number>();
  private readonly inlineNotes = new Map<number, Token>();
  private readonly notes = new Map<Token, Note>();
  private readonly links = new Set<string>();
  private refs = 0;
  private noteUses = 0;

  constructor(private readonly state: StateCore) {}

  read() {
    this.collectDefinitions();
    const trailer = takeTrailer(this.state);
    for (const { token, scope } of this.inlines()) this.readLine(token, scope, 0);
    // Notes referred to by notes are appended while the list is iterated.
    for (const { text, more, depth } of this.notes.values())
      for (const line of [text, ...more]) if (line.type === "inline") this.readLine(line, own, depth);
    this.appendNotes();
    this.readTrailer(trailer);
    this.readInsideDefinitions();
    this.warnOfUnused();
    return this.found;
  }

  /** Removes definitions and bodies of inline notes from the text, and keeps their words for search. */
  private collectDefinitions() {
    const tokens: Token[] = [];
    let scope = own;
    const scopes: Scope[] = [];
    let lines: Token[] | null = null;
    let body: number | null = null;
    let more: Token[] | null = null;
    let count = 0;
    const defined: { token: Token; scope: Scope }[] = [];
    for (const token of this.state.tokens) {
      if (token.type === "definition_more_open") more = (lines!.at(-1)!.meta as DefinitionMeta).more;
      else if (token.type === "definition_more_close") more = null;
      else if (more) more.push(token);
      if (more || token.type === "definition_more_close") continue;
      if (token.type === "blockquote_open" || token.type === "quote_open") {
        scopes.push(scope);
        scope = { id: ++count, handle: token.type === "quote_open" ? token.meta.handle : "", isQuoted: true };
        this.scopeOf.set(token, scope);
      }
      if (token.type === "blockquote_close" || token.type === "quote_close") scope = scopes.pop() ?? own;

      if (token.type === "definitions_open") lines = [];
      else if (token.type === "note_body_open") body = token.meta;
      else if (token.type === "definitions_close") {
        const group = marker(this.state, "definitions", 0, lines);
        tokens.push(group);
        lines = null;
      } else if (token.type === "note_body_close") body = null;
      else if (lines && token.type === "inline") {
        lines.push(token);
        defined.push({ token, scope });
      } else if (body !== null && token.type === "inline") this.inlineNotes.set(body, token);
      else tokens.push(token);
    }
    this.state.tokens = tokens;
    // Only now are the blocks that follow each line known.
    for (const one of defined) this.define(one.token, one.scope);
  }

  private readonly scopeOf = new Map<Token, Scope>();

  private define(token: Token, scope: Scope) {
    const { key, line, data }: DefinitionMeta = token.meta;
    const place = `${scope.id} ${fold(key)}`;
    const earlier = this.defined.get(place);
    if (earlier) {
      this.found.warnings.push(warningOf({ kind: "double", key, lines: [earlier.line, line] }, line));
      return;
    }
    const children = this.childrenOf(token);
    const { others = [], ...read } = readDefinition(token.content, children) ?? {};
    const markers = children.flatMap((one) => (one.type === "citation" ? (one.meta as MarkerMeta).items : []));
    const isSource = "address" in read || data !== null;
    this.defined.set(place, {
      key,
      line,
      note: isSource ? null : token,
      definition: isSource ? { address: "", title: "", words: "", ...read, data } : null,
      inside: { scope, markers, links: others },
      isUsed: false,
    });
  }

  private *inlines(): Generator<{ token: Token; scope: Scope }> {
    const scopes: Scope[] = [];
    for (const token of this.state.tokens) {
      const opened = this.scopeOf.get(token);
      if (opened) scopes.push(opened);
      if (token.type === "blockquote_close" || token.type === "quote_close") scopes.pop();
      if (token.type === "inline") yield { token, scope: scopes.at(-1) ?? own };
    }
  }

  private readLine(line: Token, scope: Scope, depth: number) {
    const places = placesIn(line);
    line.children = places.children;
    for (const place of places.marked) {
      if (place.token.type === "citation") this.readMarker(place, scope, depth);
      else if (place.token.type === "note") this.readNote(place.token, depth);
      else if (!scope.isQuoted) this.readLink(place);
    }
    line.children = joinRuns(places.children);
  }

  private readMarker(place: Place, scope: Scope, depth: number) {
    const { token } = place;
    const { items }: MarkerMeta = token.meta;
    const isAlone = items.length === 1;
    token.meta.parts = items.map((item): MarkerPart => {
      const raw = isAlone ? token.content : `[^${item.name}]`;
      const defined = this.findDefinition(item, scope);
      if (defined) defined.isUsed = true;
      if (defined?.note) return this.useNote(defined.note, depth) ?? { kind: "text", raw };
      if (depth >= deepest || this.refs >= maxCitations) return { kind: "text", raw };
      this.refs++;
      const key = defined && defined.key === item.name ? item.name : item.key;
      const target = this.target(`${scope.id} ${fold(key)}`, { key, definition: defined?.definition ?? null });
      const { stance, locator, quote, remark } = item;
      const mark = this.mark(place, { kind: "ref", target, stance, locator, quote, remark, isQuoted: scope.isQuoted });
      this.found.marks[mark]!.quotedHandle = scope.handle;
      return { kind: "mark", mark, raw };
    });
  }

  /** A definition's key can include the stance: `[^data:fees]:`. */
  private findDefinition(item: MarkerItem, scope: Scope) {
    return this.defined.get(`${scope.id} ${fold(item.name)}`) ?? this.defined.get(`${scope.id} ${fold(item.key)}`);
  }

  private readNote(token: Token, depth: number) {
    const body = this.inlineNotes.get(token.meta.note);
    const part = body && this.useNote(body, depth);
    token.type = "citation";
    token.meta = { items: [], parts: part ? [part] : [] } satisfies MarkerMeta;
  }

  private useNote(text: Token, depth: number): MarkerPart | undefined {
    if (depth >= deepest || this.noteUses >= maxUses) return undefined;
    let note = this.notes.get(text);
    if (!note) {
      if (this.notes.size >= maxNotes) return undefined;
      const more = (text.meta as DefinitionMeta | null)?.more ?? [];
      note = { number: this.notes.size + 1, text, more, uses: 0, depth: depth + 1 };
      this.notes.set(text, note);
    }
    note.uses++;
    this.noteUses++;
    return { kind: "note", note: note.number, use: note.uses };
  }

  private readLink(place: Place) {
    const { token } = place;
    const address = token.type === "eip" ? withHyphen(token.content) : (token.attrGet("href") ?? "");
    if (this.links.has(address) || this.links.size >= maxCitations || address.length > 2_000) return;
    this.links.add(address);
    const definition = { address, title: "", words: "", data: null };
    const target = this.target(`link ${address}`, { key: address.slice(0, 300), definition });
    this.mark(place, { kind: "link", target });
  }

  /** Cites for the post as a whole what a marker names, unless it is a note. Returns whether it did. */
  private citeWhole(item: MarkerItem, scope: Scope, line: number): boolean {
    const defined = this.findDefinition(item, scope);
    if (defined?.note || this.refs >= maxCitations) return false;
    if (defined) defined.isUsed = true;
    this.refs++;
    const key = defined && defined.key === item.name ? item.name : item.key;
    const target = this.target(`${scope.id} ${fold(key)}`, { key, definition: defined?.definition ?? null });
    const { stance, locator, quote, remark } = item;
    const { isQuoted, handle: quotedHandle } = scope;
    const mark = { kind: "trailer", target, line, stance, locator, quote, remark, isQuoted, quotedHandle } as const;
    const isKnown = this.found.marks.some((other) => other.kind === "trailer" && other.target === target);
    if (!isKnown) this.found.marks.push({ ...unplaced, ...mark });
    return true;
  }

  /** One level deep: what the definitions of cited sources cite in their turn. */
  private readInsideDefinitions() {
    const used = [...this.defined.values()].filter(({ isUsed, definition }) => isUsed && definition);
    for (const { line, inside } of used) {
      for (const item of inside.markers) this.citeWhole(item, inside.scope, line);
      for (const { address, ...words } of inside.links) {
        const target = this.target(`trailer ${address}`, {
          key: address.slice(0, 300),
          definition: { address, ...words, data: null },
        });
        this.found.marks.push({ ...unplaced, kind: "trailer", target, line, isQuoted: inside.scope.isQuoted });
      }
    }
  }

  private readTrailer({ items, taken }: ReturnType<typeof takeTrailer>) {
    for (const { text, definition, markers, line } of items) {
      const isCited = markers.map((item) => this.citeWhole(item, own, line)).some(Boolean);
      if (isCited && !definition) continue;
      if (!definition) {
        if (text !== "" && !this.found.mentions.includes(text)) this.found.mentions.push(text);
        continue;
      }
      const address = definition.address.slice(0, 300);
      const target = this.target(`trailer ${address}`, { key: address, definition: { ...definition, data: null } });
      this.found.marks.push({ ...unplaced, kind: "trailer", target, line });
    }
    for (const inline of taken) this.state.tokens.push(this.words(inline));
    for (const group of this.state.tokens.filter((token) => token.type === "definitions")) {
      const lines: Token[] = group.meta;
      group.children = lines.filter((line) => !this.notes.has(line)).flatMap((line) => this.childrenOf(line));
    }
  }

  /** The words of a definition or note, with those of the blocks after it. */
  private childrenOf({ children, meta }: Token): Token[] {
    const more = (meta as DefinitionMeta | null)?.more ?? [];
    const blocks = more.map((block) => block.children ?? []).filter((words) => words.length > 0);
    return [children ?? [], ...blocks].flatMap((words, index) =>
      index > 0 ? [new this.state.Token("softbreak", "br", 0), ...words] : words,
    );
  }

  private words(inline: Token) {
    const token = marker(this.state, "source_words", 0);
    token.children = inline.children;
    return token;
  }

  private target(place: string, target: CitationTarget) {
    const known = this.targets.get(place);
    if (known !== undefined) return known;
    this.targets.set(place, this.found.targets.length);
    return this.found.targets.push(target) - 1;
  }

  private mark({ line, before, after, passage, followsClaim, claims }: Place, mark: Partial<CitationMark>) {
    return this.found.marks.push({ ...unplaced, line, before, after, passage, followsClaim, claims, ...mark }) - 1;
  }

  private appendNotes() {
    if (this.notes.size === 0) return;
    const notes = [...this.notes.values()];
    const section = marker(this.state, "notes", 0, notes satisfies Note[]);
    section.children = notes.flatMap(({ text }) => this.childrenOf(text));
    this.state.tokens.push(section);
  }

  private warnOfUnused() {
    for (const { key, line, isUsed } of this.defined.values()) {
      if (!isUsed) this.found.warnings.push({ line, message: `“[^${key}]” is defined here and not used.` });
    }
  }
}

const own: Scope = { id: 0, handle: "", isQuoted: false };

const unplaced: CitationMark = {
  kind: "ref",
  target: 0,
  stance: null,
  followsClaim: false,
  claims: [],
  locator: "",
  quote: "",
  remark: "",
  isQuoted: false,
  quotedHandle: "",
  before: "",
  after: "",
  passage: "",
  line: 1,
};

/** `[^a][^b]` is one run of markers, shown in one pair of brackets. */
function joinRuns(children: Token[]) {
  const joined: Token[] = [];
  for (const token of children) {
    const last = joined.at(-1);
    const isRun = token.type === "citation" && last?.type === "citation";
    if (!isRun || token.meta.parts.length === 0 || last.meta.parts.length === 0) joined.push(token);
    else {
      last.content += token.content;
      last.meta.parts.push(...token.meta.parts);
    }
  }
  return joined;
}
