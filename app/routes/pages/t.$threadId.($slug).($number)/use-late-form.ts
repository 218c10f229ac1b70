import { type RefObject, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { findKeptText } from "~/features/drafts/components/kept-text";
import { hydration } from "~/ui/hydration";
import { say } from "~/ui/say";
import { formIn, typedSoFar } from "./typed-so-far";

type ReplyForm = (typeof import("./reply-form"))["ReplyForm"];

let loaded: ReplyForm | null = null;

/** Rejects without a connection; the next call tries again. */
const load = async (): Promise<ReplyForm> => (loaded ??= (await import("./reply-form")).ReplyForm);

/** What one points at or reaches by keyboard before one writes. */
const waysToWrite = ".dock, [data-reply], [data-quote]";

type Given = {
  /** Where the form that came with the page is. */
  room: RefObject<HTMLElement>;
  /** Somebody writes, or has written before. */
  isBegun: boolean;
  memberId: number;
  place: string;
};

/**
 * The form with all that script adds; null until it is needed and has come. It takes over what was typed meanwhile. A page that
 * did not come from the server has no other form, so that it needs it at once.
 */
export function useLateForm({ room, isBegun, memberId, place }: Given): ReplyForm | null {
  const [cameWithPage] = useState(!hydration.isOver);
  const [Form, setForm] = useState<ReplyForm | null>(() => (cameWithPage ? null : loaded));
  const isComposing = useComposing(room, Form === null);

  useEffect(() => {
    if (Form) return;
    const near = ({ target }: Event) => {
      // Without a connection it is asked for again when it is needed.
      if (target instanceof Element && target.closest(waysToWrite)) void load().catch(() => {});
    };
    document.addEventListener("pointerover", near, { passive: true });
    document.addEventListener("focusin", near);
    return () => {
      document.removeEventListener("pointerover", near);
      document.removeEventListener("focusin", near);
    };
  }, [Form]);

  useEffect(() => {
    if (Form || !(isBegun || !cameWithPage || findKeptText(memberId, place))) return;
    let isGone = false;
    const takeOver = async () => {
      const come = await load().catch(() => null);
      if (isGone) return;
      if (!come) {
        say("No connection: the tools for writing have not come. Your text stays in the form.");
        return window.addEventListener("online", again, { once: true });
      }
      // A letter that is put together from several keys would be lost with its field.
      await isComposing.over();
      if (isGone) return;
      const sent = formIn(room.current);
      const soFar = sent && typedSoFar(sent);
      flushSync(() => setForm(() => come));
      const form = document.querySelector<HTMLFormElement>(".reply-form");
      if (form) soFar?.goOnIn(form);
    };
    const again = () => void takeOver();
    again();
    return () => {
      isGone = true;
      window.removeEventListener("online", again);
    };
  }, [Form, room, isBegun, cameWithPage, isComposing, memberId, place]);

  return Form;
}

/** Whether a letter is being put together in this element; `over` resolves when none is. */
function useComposing(room: RefObject<HTMLElement>, isWanted: boolean) {
  const [composing] = useState(() => {
    let end: (() => void) | null = null;
    let ended = Promise.resolve();
    return {
      begin: () => void (ended = new Promise((done) => (end = done))),
      // The letter itself may come after this event.
      end: () => void setTimeout(() => end?.()),
      over: () => ended,
    };
  });
  useEffect(() => {
    const element = room.current;
    if (!isWanted || !element) return;
    element.addEventListener("compositionstart", composing.begin);
    element.addEventListener("compositionend", composing.end);
    return () => {
      composing.end();
      element.removeEventListener("compositionstart", composing.begin);
      element.removeEventListener("compositionend", composing.end);
    };
  }, [room, isWanted, composing]);
  return composing;
}
