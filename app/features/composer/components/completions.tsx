import { type RefObject, useLayoutEffect, useRef } from "react";
import { optionId } from "~/ui/combobox";
import { placeOf } from "./caret-place";
import type { Completion } from "./completion";

type Props = {
  id: string;
  field: RefObject<HTMLTextAreaElement>;
  /** Where the word that is completed begins. */
  from: number;
  list: Completion[];
  chosen: number;
  onTake(completion: Completion): void;
};

/** Where the part of the window that is seen ends: a phone's keyboard covers the rest. */
const seenBottom = () => (visualViewport ? visualViewport.offsetTop + visualViewport.height : window.innerHeight);

/** The room that five rows take. */
const needed = 160;
const gap = 4;

/**
 * The list of completions, level with the beginning of their word: below its line, or above it where there is little room.
 * In a reply on a phone it lies between text and bar, and the text gives way.
 */
export function Completions({ id, field, from, list, chosen, onTake }: Props) {
  const box = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = field.current;
    const shown = box.current;
    const frame = shown?.parentElement;
    if (!element || !shown || !frame) return;
    const word = placeOf(element, from);
    if (getComputedStyle(shown).position !== "absolute") {
      // The text has become lower: the line that is typed stays in view.
      const hidden = word.bottom - element.scrollTop - element.clientHeight;
      if (hidden > 0) element.scrollBy({ top: hidden });
      return;
    }
    const textTop = element.getBoundingClientRect().top - frame.getBoundingClientRect().top;
    const top = textTop + word.top - element.scrollTop;
    const bottom = textTop + word.bottom - element.scrollTop;
    const bar = frame.closest("form")?.querySelector(".form-actions")?.getBoundingClientRect();
    const edge = Math.min(bar?.top ?? Infinity, seenBottom());
    const below = edge - frame.getBoundingClientRect().top - bottom;
    const isAbove = below < Math.min(needed, shown.scrollHeight + gap);
    shown.style.top = isAbove ? "auto" : `${bottom + gap}px`;
    shown.style.bottom = isAbove ? `${frame.clientHeight - top + gap}px` : "auto";
    shown.style.maxHeight = isAbove ? "" : `${Math.min(below - 2 * gap, 320)}px`;
    shown.style.left = `${Math.max(0, Math.min(word.left, frame.clientWidth - shown.offsetWidth))}px`;
  });

  // A list that scrolls keeps its chosen row in view.
  useLayoutEffect(() => {
    box.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  });

  return (
    <>
      {list.length > 0 && (
        <div className="completions" ref={box}>
          {/* A list that scrolls can be focused. Tab takes a completion, so that nobody gets here unasked. */}
          <div id={id} role="listbox" aria-label="Completions" tabIndex={0}>
            {list.map((completion, index) => (
              <div
                key={completion.insert}
                id={optionId(id, index)}
                role="option"
                tabIndex={-1}
                aria-selected={index === chosen}
                // Runs before the field loses focus, which closes the list.
                onMouseDown={(event) => {
                  event.preventDefault();
                  onTake(completion);
                }}
              >
                <b>{completion.label}</b> <span>{completion.note}</span>
              </div>
            ))}
          </div>
          <p className="completions-keys">
            <kbd>{chosen < 0 ? "Tab" : "Enter"}</kbd> takes {chosen < 0 ? "the first" : "it"}, <kbd>Esc</kbd> closes
          </p>
        </div>
      )}
      <p className="visually-hidden" role="status">
        {list.length > 0 && `${list.length} ${list.length === 1 ? "completion" : "completions"}`}
      </p>
    </>
  );
}
