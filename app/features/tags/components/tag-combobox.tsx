import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { completeTags } from "../match-tags";
import { kindWords } from "../tag";
import type { PickedTag } from "../tag";

type Props = { tags: PickedTag[]; isFull: boolean; onAdd: (slug: string) => void };

const mostShown = 8;

/** A field that completes tags by name or synonym, following the ARIA combobox pattern. */
export function TagCombobox({ tags, isFull, onAdd }: Props) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const matches = isOpen && !isFull ? completeTags(typed, tags).slice(0, mostShown) : [];
  const isShown = isOpen && !isFull && (typed.trim() !== "" || matches.length > 0);
  const active = matches[at];
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
  const move = (to: number) => {
    setIsOpen(true);
    setAt(to);
  };

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    const last = matches.length - 1;
    const act = {
      ArrowDown: () => move(at >= last ? 0 : at + 1),
      ArrowUp: () => move(at <= 0 ? Math.max(last, 0) : at - 1),
      // Enter chooses a tag and never submits the form.
      Enter: () => active && choose(active.tag.slug),
      Escape: () => (isShown ? close() : setTyped("")),
    }[event.key];
    if (!act || (event.key === "Escape" && !isShown && typed === "")) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  return (
    <div className="tag-combobox">
      <label className="visually-hidden" htmlFor={`${id}-input`}>
        Find a tag
      </label>
      <input
        id={`${id}-input`}
        type="text"
        role="combobox"
        aria-expanded={isShown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active ? `${id}-${active.tag.slug}` : undefined}
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
            id={`${id}-${tag.slug}`}
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
          No tag is called “{typed.trim()}”. Members add topics on the page of all tags.
        </p>
      )}
    </div>
  );
}
