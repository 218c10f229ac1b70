import { Fragment, type RefObject, useEffect, useRef, useState } from "react";
import type { Figures } from "./use-figures";

type Props = { field: RefObject<HTMLTextAreaElement>; figures: Figures };

/** Underlines behind the field's text: the same words in the same places, invisible and out of reach. */
export function FigureMirror({ field, figures }: Props) {
  const mirror = useRef<HTMLDivElement>(null);
  const [isBehind, setIsBehind] = useState(false);

  useEffect(() => {
    const element = field.current;
    if (!element) return;
    const follow = () => {
      if (mirror.current) mirror.current.scrollTop = element.scrollTop;
    };
    const compare = () => {
      setIsBehind(element.value !== figures.text);
      follow();
    };
    compare();
    element.addEventListener("scroll", follow, { passive: true });
    element.addEventListener("input", compare);
    return () => {
      element.removeEventListener("scroll", follow);
      element.removeEventListener("input", compare);
    };
  }, [field, figures]);

  const { text, list } = figures;
  const parts = list.map(({ start, end, basis }, index) => (
    <Fragment key={start}>
      {text.slice(list[index - 1]?.end ?? 0, start)}
      <span className="figure-underline" data-basis={basis}>
        {text.slice(start, end)}
      </span>
    </Fragment>
  ));
  return (
    <div className="editor-mirror" ref={mirror} aria-hidden="true" data-behind={isBehind || undefined}>
      {parts}
      {text.slice(list.at(-1)?.end ?? 0)}
      {"\n"}
    </div>
  );
}
