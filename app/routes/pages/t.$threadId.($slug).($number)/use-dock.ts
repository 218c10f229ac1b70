import { type RefObject, useEffect, useRef, useState } from "react";
import { isPhoneWide } from "~/ui/phone-width";
import { useBeforePaint } from "~/ui/use-before-paint";
import { useIsHydrated } from "~/ui/use-is-hydrated";

export type DockState = "static" | "folded" | "open";
export type Dock = {
  state: DockState;
  /** Shows the form, with focus in its text. */
  open(): void;
  /** Hides it; focus goes back to where it was opened from. */
  fold(): void;
  /** Hides it and leaves focus alone. */
  close(): void;
};

/**
 * Where the reply form is: at the foot of the page without script; with it a bar below the page that opens over at most
 * half of it and leaves the rest to read. Whoever comes to the form by its address finds it open.
 */
export function useDock(field: RefObject<HTMLTextAreaElement>, beginsOpen: boolean): Dock {
  const isLive = useIsHydrated();
  const [isOpen, setIsOpen] = useState(beginsOpen);
  const openedFrom = useRef<Element | null>(null);

  useEffect(() => {
    const isAsked = () => window.location.hash === "#reply";
    const asked = () => {
      if (!isAsked()) return;
      setIsOpen(true);
      requestAnimationFrame(() => beginWriting(field.current));
    };
    if (isNewVisit()) asked();
    else if (isAsked()) setIsOpen(true);
    window.addEventListener("hashchange", asked);
    return () => window.removeEventListener("hashchange", asked);
  }, [field]);
  useEffect(() => {
    if (beginsOpen) setIsOpen(true);
  }, [beginsOpen]);
  // Whoever was typing when the form begins to fold goes on.
  useBeforePaint(() => {
    const begun = field.current;
    if (begun && (begun === document.activeElement || begun.value !== begun.defaultValue)) setIsOpen(true);
  }, [field, isLive]);

  return {
    state: isLive ? (isOpen ? "open" : "folded") : "static",
    open() {
      openedFrom.current = document.activeElement;
      setIsOpen(true);
      // The field is shown with the next frame.
      requestAnimationFrame(() => field.current?.focus({ preventScroll: true }));
    },
    close: () => setIsOpen(false),
    fold() {
      setIsOpen(false);
      // Focus goes back to where the form was opened from, or to its bar, which is shown with the next frame.
      requestAnimationFrame(() => {
        const from = openedFrom.current;
        const bar = document.querySelector<HTMLElement>(".dock-field");
        const isThere = from instanceof HTMLElement && from.isConnected && from !== document.body;
        (isThere ? from : bar)?.focus({ preventScroll: true });
      });
    },
  };
}

/** The page's root wears how the dock stands, in the place of a visitor's bar: see `page-foot.ts`. */
export function useDockRoom(state: DockState) {
  useBeforePaint(() => {
    if (state === "static") return;
    const { dataset } = document.documentElement;
    dataset["foot"] = state;
    return () => void delete dataset["foot"];
  }, [state]);
}

/** On a phone the open form covers the page: whoever goes on by keyboard finds it folded, and what is next in view. */
export function useFoldBehind(section: RefObject<HTMLElement>, { state, close }: Pick<Dock, "state" | "close">) {
  useEffect(() => {
    const dock = section.current;
    if (state !== "open" || !dock) return;
    const left = ({ relatedTarget: next }: FocusEvent) => {
      if (!(next instanceof Element) || dock.contains(next) || next.closest("dialog, [popover]")) return;
      if (isPhoneWide()) close();
    };
    dock.addEventListener("focusout", left);
    return () => dock.removeEventListener("focusout", left);
  }, [section, state, close]);
}

/**
 * For readers who come by the address of the form: focus in its text, and the post that they answer in view. Both stay as they
 * are for readers who are doing something else by now.
 */
function beginWriting(text: HTMLTextAreaElement | null) {
  const { activeElement, body } = document;
  if (!text || (activeElement !== null && activeElement !== body && activeElement.id !== "reply")) return;
  text.focus({ preventScroll: true });
  const answered = Number(new URLSearchParams(window.location.search).get("reply"));
  if (answered > 0) document.getElementById(`post-${answered}`)?.scrollIntoView();
}

/** Not a page that was loaded again, or gone back to: there the browser restores where the reader was. */
const isNewVisit = () =>
  performance.getEntriesByType("navigation").every((entry) => Reflect.get(entry, "type") === "navigate");
