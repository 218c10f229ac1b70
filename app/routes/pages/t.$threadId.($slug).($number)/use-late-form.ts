import { type RefObject, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { readForm } from "~/features/drafts/components/form-fields";
import { findKeptText, forgetText, keepText } from "~/features/drafts/components/kept-text";
import { hydration } from "~/ui/hydration";
import { say } from "~/ui/say";
import { formIn, typedSoFar } from "./typed-so-far";
import { useBusyForm } from "./use-busy-form";

type ReplyForm = (typeof import("./reply-form"))["ReplyForm"];

let loaded: ReplyForm | null = null;

/** Rejects without a connection; the next call tries again. */
const load = async (): Promise<ReplyForm> => (loaded ??= (await import("./reply-form")).ReplyForm);

/** What one points at or reaches by keyboard before one writes. */
const waysToWrite = ".dock, [data-reply], [data-quote]";

const retryEvery = 15_000;

type Given = {
  /** Where the form that came with the page is. */
  room: RefObject<HTMLElement>;
  /** Somebody writes, or has written before. */
  isBegun: boolean;
  memberId: number;
  place: string;
  /** The version of the server's draft; 0 without one. */
  version: number;
  /** The form has come to a page that had none. */
  onFirst(): void;
};

/**
 * The form with all that script adds; null until it is needed and has come. It takes over what was typed meanwhile. A page that
 * did not come from the server has no other form, so that it needs it at once.
 */
export function useLateForm({ room, isBegun, memberId, place, version, onFirst }: Given): ReplyForm | null {
  const [cameWithPage] = useState(!hydration.isOver);
  const [Form, setForm] = useState<ReplyForm | null>(() => (cameWithPage ? null : loaded));
  const busy = useBusyForm(room, Form === null);
  const first = useRef(onFirst);
  useEffect(() => {
    first.current = onFirst;
  });

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
    const end = new AbortController();
    let timer: ReturnType<typeof setTimeout>;

    const takeOver = async () => {
      clearTimeout(timer);
      const come = await load().catch(() => null);
      if (end.signal.aborted) return;
      if (!come) return later();
      await busy.free();
      if (end.signal.aborted) return;
      const form = formIn(room.current);
      const soFar = form && typedSoFar(form);
      const isOnBar = document.activeElement?.matches(".dock-field") ?? false;
      flushSync(() => setForm(() => come));
      const next = document.querySelector<HTMLFormElement>(".reply-form");
      if (soFar && next) soFar.goOnIn(next);
      else first.current();
      if (isOnBar) document.querySelector<HTMLElement>(".dock-field")?.focus({ preventScroll: true });
    };
    const again = () => void takeOver();

    let isTold = false;
    const later = () => {
      timer = setTimeout(again, retryEvery);
      if (isTold) return;
      isTold = true;
      const form = formIn(room.current);
      const tools = navigator.onLine ? "The tools" : "No connection: the tools";
      say(`${tools} for writing have not come.${form ? " Your text stays in the form." : ""}`);
      const { signal } = end;
      window.addEventListener("online", again, { signal });
      // Until they come, the browser keeps what is typed, as they would do.
      form?.addEventListener("input", () => keep(form), { signal });
      form?.addEventListener("submit", ({ defaultPrevented }) => defaultPrevented || forgetText(memberId, place), {
        signal,
      });
    };
    const keep = (form: HTMLFormElement) => {
      const fields = readForm(form, place);
      if (fields) keepText(memberId, place, { fields, version, at: new Date().toISOString() });
    };

    again();
    return () => {
      clearTimeout(timer);
      end.abort();
    };
  }, [Form, room, isBegun, cameWithPage, busy, memberId, place, version]);

  return Form;
}
