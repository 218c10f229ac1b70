import MarkdownIt from "markdown-it";
import { citationReader } from "./rules/citation-reader";
import { bareLinks } from "./rules/bare-links";
import { citations } from "./rules/citations";
import { claims } from "./rules/claims";
import { code } from "./rules/code";
import { definitions } from "./rules/definitions";
import { directions } from "./rules/directions";
import { emphasisBesideCjk } from "./rules/emphasis-beside-cjk";
import { eips } from "./rules/eips";
import { figures } from "./rules/figures";
import { formulas } from "./rules/formulas";
import { headings } from "./rules/headings";
import { math } from "./rules/math";
import { mathBlocks } from "./rules/math-blocks";
import { mentions } from "./rules/mentions";
import { nesting } from "./rules/nesting";
import { notes } from "./rules/notes";
import { pictures } from "./rules/pictures";
import { quotes } from "./rules/quotes";
import { safeLinks } from "./rules/safe-links";
import { tables } from "./rules/tables";
import { taskLists } from "./rules/task-lists";
import { tldr } from "./rules/tldr";
import { text } from "./rules/text";
import { widgets } from "./rules/widgets";

/**
 * The forum's markdown. The order matters: figures turn images into links, and links contain no mentions and no EIPs.
 */
export const syntax = new MarkdownIt({ html: false, linkify: true, typographer: false, xhtmlOut: true })
  .use(nesting)
  .use(emphasisBesideCjk)
  .use(figures)
  .use(safeLinks)
  .use(quotes)
  .use(definitions)
  .use(citations)
  .use(notes)
  .use(math)
  .use(mathBlocks)
  .use(formulas)
  .use(mentions)
  .use(eips)
  .use(taskLists)
  .use(headings)
  .use(tldr)
  .use(tables)
  .use(code)
  .use(pictures)
  .use(widgets)
  .use(claims)
  .use(bareLinks)
  .use(directions)
  .use(text)
  .use(citationReader);
