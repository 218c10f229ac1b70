/** The figures of a text for a page without script: each that rests on nothing yet, with the buttons that bind it. */
import type { PreviewFigures } from "~/ui/preview";
import { figuresInText, findFigures } from "./figures";
import { bindingLink, type NamedSubject, proposeBindings } from "./propose-binding";

const most = 50;
/** Characters of a text that are searched on the server, where others wait meanwhile. */
const longest = 16_384;
const prefix = "bind";

/** Null for a text without figures. */
export function offerFigures(markdown: string, subjects: NamedSubject[]): PreviewFigures | null {
  const figures = findFigures(markdown.slice(0, longest));
  if (figures.length === 0) return null;
  const open = figures
    .filter(({ basis }) => basis === "none")
    .slice(0, most)
    .map((figure) => {
      const { question, proposals } = proposeBindings(figure, subjects);
      const offers = proposals.map((proposal) => {
        const link = bindingLink(figure.text, proposal);
        return { intent: [prefix, figure.start, figure.end, link].join(" "), label: proposal.label, link };
      });
      return { text: figure.text, line: markdown.slice(0, figure.start).split("\n").length, question, offers };
    });
  const words = figuresInText(figures) + (markdown.length > longest ? ", in the first part of the text" : "");
  return { words, open };
}

/**
 * The text with a figure bound, where a form was sent by one of the buttons of `offerFigures`; null for another intent. A
 * text that was changed since stays as it is.
 */
export function bindByIntent(markdown: string, intent: string): string | null {
  const [, start, end, link] =
    /^bind (\d{1,6}) (\d{1,6}) (\[[^\n]{1,900}\]\((?:metric|claim):[^\n]{0,900}\))$/.exec(intent) ?? [];
  if (!start || !end || !link) return intent.startsWith(`${prefix} `) ? markdown : null;
  const words = markdown.slice(Number(start), Number(end));
  const isSame =
    words !== "" &&
    bindingLink(words, { address: "", title: "" }).slice(0, -2) === link.slice(0, link.lastIndexOf("](") + 1);
  return isSame ? markdown.slice(0, Number(start)) + link + markdown.slice(Number(end)) : markdown;
}
