import sanitizeHtml from "sanitize-html";
import { isSafeAddress } from "./addresses";
import { mathElements } from "./mathml";

type Check = RegExp | ((value: string) => boolean);

const number = /^[1-9]\d{0,9}$/;
const dir = /^(?:auto|rtl)$/;
const id = /^[a-z][a-z0-9-]*-[\p{L}\p{M}\p{N}-]+$/u;
const cell = { class: /^align-(?:left|center|right)$/, dir };
const heading = { dir, id };

/** Every tag and attribute that our rules write, with the allowed values. */
const allowed: Record<string, Record<string, Check>> = {
  a: {
    href: isSafeAddress,
    title: /^/,
    rel: /^nofollow ugc noopener$/,
    class: /^(?:eip|picture-link|address)$/,
    "aria-label": /^Picture without description$/,
    "data-eip": number,
  },
  blockquote: { class: /^quote$/, dir, "data-post": number, "data-revision": number },
  br: {},
  details: { class: /^quote-whole$/ },
  code: { class: /^(?:math math-error|language-[a-z0-9+#-]{1,20})$/, title: /^/ },
  div: {
    class: /^(?:code|table-scroll|math-block|notes|tldr)$/,
    tabindex: /^0$/,
    role: /^group$/,
    "aria-label": /^(?:Table|Formula|TL;DR)$/,
    dir,
  },
  em: {},
  figcaption: { dir },
  figure: { class: /^(?:diagram|picture)$/, "data-diagram": /^$/, "aria-label": /^Diagram/ },
  h3: heading,
  h4: heading,
  h5: heading,
  h6: heading,
  hr: {},
  img: {
    src: /^\/uploads\/[0-9a-f]{64}$/,
    alt: /^/,
    title: /^/,
    width: number,
    height: number,
    loading: /^lazy$/,
    decoding: /^async$/,
  },
  input: { type: /^checkbox$/, disabled: /^$/, checked: /^$/, "aria-label": /^(?:Done|Not done)$/ },
  li: { class: /^task$/, dir, id },
  ol: { start: /^\d{1,9}$/, type: /^a$/ },
  p: { class: /^(?:definitions|quote-origin|picture-missing|bare-link)$/, dir },
  pre: { tabindex: /^0$/ },
  s: {},
  span: {
    class: /^(?:math-inline|figure|widget-caption|picture-missing|tok-[a-z]{4,8})$/,
    "data-slot": /^(?:mention|thread|quote-origin|citation|note|note-back|widget|card|claim|diagram)$/,
    "data-id": /^\d+(?::\d+)*$/,
    tabindex: /^0$/,
    role: /^group$/,
    "aria-label": /^Formula$/,
  },
  strong: {},
  summary: {},
  table: { dir },
  tbody: {},
  td: cell,
  th: cell,
  thead: {},
  tr: {},
  ul: {},
  ...mathElements,
};

const options = {
  allowedTags: Object.keys(allowed),
  allowedAttributes: Object.fromEntries(Object.entries(allowed).map(([tag, checks]) => [tag, Object.keys(checks)])),
  allowedSchemes: ["http", "https", "mailto"],
  allowProtocolRelative: false,
  allowedEmptyAttributes: ["disabled", "checked", "data-diagram", "alt"],
  transformTags: { "*": keepKnownValues },
};

/** The second line of defence: removes whatever a rule lets through by mistake. */
export function sanitize(html: string) {
  return sanitizeHtml(html, options);
}

function keepKnownValues(tagName: string, attribs: Record<string, string>) {
  const checks = Object.hasOwn(allowed, tagName) ? allowed[tagName]! : {};
  const known = Object.entries(attribs).filter(([name, value]) => {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    return check instanceof RegExp ? check.test(value) : check?.(value);
  });
  return { tagName, attribs: Object.fromEntries(known) };
}
