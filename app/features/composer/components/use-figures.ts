import { type RefObject, useEffect, useRef, useState } from "react";
import type { Figure, NamedSubject, Proposals } from "~/features/claims/claims";
import { paths } from "~/paths";

/** A figure that rests on nothing yet has what it may be bound to, once the chains' names are known. */
export type ListedFigure = Figure & { offer: Proposals | null };

export type Figures = {
  /** The text that they were found in: another one has other places. */
  text: string;
  list: ListedFigure[];
  /** "8 figures, 5 without a source". */
  words: string;
  subjects: NamedSubject[];
  linkOf(words: string, proposal: { address: string; title: string }): string;
};

const pause = 250;
const longest = 65_536;
const mostOffers = 100;

/** The figures of this field's text, found shortly after the last key; null until script has looked. */
export function useFigures(field: RefObject<HTMLTextAreaElement>): Figures | null {
  const [figures, setFigures] = useState<Figures | null>(null);
  const subjects = useRef<Promise<NamedSubject[]> | null>(null);

  useEffect(() => {
    const element = field.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout>;
    let isGone = false;

    const look = async () => {
      const text = element.value;
      if (
        !/[\p{Nd}½⅓⅔¼¾]|\b(?:half|third|quarter|fifth|tenth|one in|doubl|tripl|halv|twice|times|sub-)|fold\b/iu.test(
          text,
        ) ||
        text.length > longest
      )
        return setFigures((before) => (before === null ? null : { ...before, text, list: [], words: "" }));
      // Only writers load what reads numbers.
      const { bindingLink, figuresInText, findFigures, proposeBindings } = await import("~/features/claims/claims");
      const list = findFigures(text);
      const isOpen = list.some(({ basis }) => basis === "none");
      subjects.current ??= isOpen ? findSubjects() : null;
      const known = (await subjects.current) ?? [];
      if (isGone || element.value !== text) return;
      let offers = 0;
      setFigures({
        text,
        list: list.map((figure) => ({
          ...figure,
          offer: figure.basis === "none" && ++offers <= mostOffers ? proposeBindings(figure, known) : null,
        })),
        words: figuresInText(list),
        subjects: known,
        linkOf: bindingLink,
      });
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void look(), pause);
    };
    void look();
    element.addEventListener("input", later);
    return () => {
      isGone = true;
      clearTimeout(timer);
      element.removeEventListener("input", later);
    };
  }, [field]);

  return figures;
}

/** Without a connection figures are listed all the same, and can be bound by hand. */
async function findSubjects(): Promise<NamedSubject[]> {
  try {
    const response = await fetch(paths.composeSubjects());
    return response.ok ? ((await response.json()) as { items: NamedSubject[] }).items : [];
  } catch {
    return [];
  }
}
