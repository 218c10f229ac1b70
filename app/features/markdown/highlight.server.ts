import { createHighlighterCoreSync, type ThemeRegistrationRaw } from "shiki/core";
import { createOnigurumaEngine } from "shiki/engine/oniguruma";
import bash from "shiki/langs/bash.mjs";
import c from "shiki/langs/c.mjs";
import css from "shiki/langs/css.mjs";
import diff from "shiki/langs/diff.mjs";
import go from "shiki/langs/go.mjs";
import html from "shiki/langs/html.mjs";
import java from "shiki/langs/java.mjs";
import json from "shiki/langs/json.mjs";
import markdown from "shiki/langs/markdown.mjs";
import python from "shiki/langs/python.mjs";
import rust from "shiki/langs/rust.mjs";
import solidity from "shiki/langs/solidity.mjs";
import sql from "shiki/langs/sql.mjs";
import toml from "shiki/langs/toml.mjs";
import tsx from "shiki/langs/tsx.mjs";
import yaml from "shiki/langs/yaml.mjs";
import { escapeText } from "~/ui/html";

/**
 * The language names of a fence and their grammars. The grammar of C++ is too large to warm up in time; TypeScript has the
 * one of TSX, because each of the two takes 12 MB in each thread.
 */
const grammars: Record<string, string> = {
  bash: "bash",
  c: "c",
  "c++": "c",
  cpp: "c",
  css: "css",
  diff: "diff",
  go: "go",
  golang: "go",
  html: "html",
  java: "java",
  javascript: "tsx",
  js: "tsx",
  json: "json",
  jsx: "tsx",
  markdown: "markdown",
  md: "markdown",
  py: "python",
  python: "python",
  rs: "rust",
  rust: "rust",
  sh: "bash",
  shell: "bash",
  sol: "solidity",
  solidity: "solidity",
  sql: "sql",
  toml: "toml",
  ts: "tsx",
  tsx: "tsx",
  typescript: "tsx",
  yaml: "yaml",
  yml: "yaml",
};

/**
 * Stored posts contain these classes. A colour changes in the stylesheet; a changed class needs a new
 * `rendererVersion`.
 */
const scopes: Record<string, string[]> = {
  "tok-comment": ["comment", "punctuation.definition.comment", "meta.diff.header", "meta.diff.range"],
  "tok-keyword": ["keyword", "storage", "entity.name.tag", "constant.language", "variable.language", "markup.heading"],
  "tok-string": ["string", "punctuation.definition.string", "markup.inline.raw", "constant.other.symbol"],
  "tok-number": ["constant.numeric", "constant.character", "constant.other.color", "keyword.other.unit"],
  "tok-function": ["entity.name.function", "support.function", "entity.name.command"],
  "tok-type": [
    "entity.name.type",
    "entity.name.class",
    "entity.other.inherited-class",
    "entity.other.attribute-name",
    "support.type",
    "support.class",
    "storage.type.primitive",
  ],
  "tok-inserted": ["markup.inserted"],
  "tok-deleted": ["markup.deleted"],
};

const plain = "#000000";

// A theme of classes: what shiki takes for a token's colour is the name of its class.
const theme: ThemeRegistrationRaw = {
  name: "classes",
  settings: [
    { settings: { foreground: plain } },
    { scope: ["keyword.operator", "string source", "meta.template.expression"], settings: { foreground: plain } },
    ...Object.entries(scopes).map(([foreground, scope]) => ({ scope, settings: { foreground } })),
  ],
};

// Oniguruma instead of JavaScript's regular expressions, which need several times as long to read a grammar the first
// time.
const engine = await createOnigurumaEngine(import("shiki/wasm"));
const langs = [bash, c, css, diff, go, html, java, json, markdown, python, rust, solidity, sql, toml, tsx];
const highlighter = createHighlighterCoreSync({ themes: [theme], langs: [...langs, yaml], engine });

export const highlightedLanguages = new Set(Object.keys(grammars));

let isWarm = false;

/** Warms up every grammar with a little code, once, because the first use is slow. */
export function warmHighlighter() {
  if (isWarm) return;
  isWarm = true;
  for (const grammar of new Set(Object.values(grammars)))
    highlight(`<a>\nfunction b() { return "c" + 1; } // d`, grammar);
}

/** Escaped html with classes on its tokens, if the language is known. */
export function highlight(code: string, language: string) {
  const lines = highlighter.codeToTokensBase(code, {
    lang: grammars[language]!,
    theme: "classes",
    tokenizeTimeLimit: 0,
  });
  return lines.map((tokens) => joined(tokens).map(tokenHtml).join("")).join("\n");
}

type Piece = { content: string; color?: string | undefined };

/** Merges neighbouring tokens of the same class. */
function joined(tokens: Piece[]) {
  const pieces: Piece[] = [];
  for (const { content, color } of tokens) {
    const last = pieces.at(-1);
    if (last && (last.color === color || content.trim() === "")) last.content += content;
    else pieces.push({ content, color });
  }
  return pieces;
}

function tokenHtml({ content, color }: Piece) {
  const text = escapeText(content);
  return color && Object.hasOwn(scopes, color) ? `<span class="${color}">${text}</span>` : text;
}
