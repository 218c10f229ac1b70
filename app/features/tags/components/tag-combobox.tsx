import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { paths } from "~/paths";
import { comboboxAttributes, isPrevented, type Manner, optionId, pressed } from "~/ui/combobox";
import { offerTags } from "../match-tags";
import { kindWords } from "../tag";
import type { PickedTag } from "../tag";

type Props = {
  tags: PickedTag[];
  isFull: boolean;
  /** The id of the sentence that says what is wrong with the tags. */
  errorId: string | undefined;
  onAdd: (slug: string) => void;
};

const mostShown = 8;

/** Enter never sends the form that one is in the middle of. */
const manner: Manner = {
  begins: 0,
  opensByArrow: true,
  passesField: false,
  takesByTab: false,
  keepsEnter: true,
  clearsByEscape: true,
};

/** A field that completes names and other names of tags. */
export function TagCombobox({ tags, isFull, errorId, onAdd }: Props) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const matches = isOpen && !isFull ? offerTags(typed, tags).slice(0, mostShown) : [];
  const isShown = isOpen && !isFull && (typed.trim() !== "" || matches.length > 0);
  const state = { isOpen: isShown, count: matches.length, active: at };
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // At the bottom of the window the list would be hidden below it or behind the sticky bar.
    if (matches.length > 0) list.current?.scrollIntoView({ block: "nearest" });
  }, [matches.length]);

  const close = () => {
    setIsOpen(false);
    setAt(-1);
  };
  const choose = (slug: string) => {
    onAdd(slug);
    setTyped("");
    close();
  };

  function onKeyDown(event: KeyboardEvent) {
    const outcome = pressed(state, event.nativeEvent, manner);
    if (outcome.act === "clear" && typed === "") return;
    if (isPrevented(outcome)) {
      event.preventDefault();
      event.stopPropagation();
    }
    const taken = outcome.act === "take" && matches[outcome.index];
    if (taken) choose(taken.tag.slug);
    else if (outcome.act === "open") {
      setIsOpen(true);
      setAt(manner.begins);
    } else if (outcome.act === "move" || outcome.act === "return") setAt(outcome.active);
    else if (outcome.act === "close") close();
    else if (outcome.act === "clear") setTyped("");
  }

  return (
    <div className="tag-combobox">
      <label className="visually-hidden" htmlFor="field-tags">
        Find a tag
      </label>
      <input
        id="field-tags"
        type="text"
        aria-invalid={errorId !== undefined || undefined}
        aria-describedby={errorId}
        {...comboboxAttributes({ ...state, active: at < matches.length ? at : -1 }, `${id}-list`)}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={80}
        readOnly={isFull}
        placeholder={isFull ? "That is all: remove one to add another" : "Find a tag by name or number"}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setIsOpen(true);
          // Preselect the best match while typing.
          setAt(event.target.value.trim() === "" ? -1 : 0);
        }}
        onClick={() => setIsOpen(true)}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Tags" hidden={!isShown || matches.length === 0}>
        {matches.map(({ tag, via }, index) => (
          <button
            key={tag.slug}
            id={optionId(`${id}-list`, index)}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            // A mouse press would move the focus before the click arrives.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(tag.slug)}
          >
            <span className="option-name">
              {tag.name} <span className="kind-name">{kindWords[tag.kind]}</span>
              {via && <span className="kind-name"> also {via}</span>}
            </span>
            {tag.threadCount !== undefined && (
              <span className="count">
                {tag.threadCount} {tag.threadCount === 1 ? "thread" : "threads"}
              </span>
            )}
          </button>
        ))}
      </div>
      {isShown && matches.length === 0 && (
        <p className="no-option" role="status">
          No tag is called “{typed.trim()}”. Members add topics on the page of <a href={paths.tags()}>all tags</a>.
        </p>
      )}
    </div>
  );
}
