import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { type Draft, type Fields, isEmpty } from "../draft";
import { fillForm, readForm } from "./form-fields";
import { findKeptText, forgetText, keepText } from "./kept-text";
import { sendDraft } from "./send-draft";

export type DraftStatus =
  "untouched" | "typing" | "saving" | "saved" | "offline" | "failed" | "signed-out" | "too-long" | "refused";

type Given = {
  form: RefObject<HTMLFormElement>;
  memberId: number;
  place: string;
  /** The server's draft when the page was rendered. */
  stored: { version: number; updatedAt: string } | null;
  /** The form was sent, so nothing more is saved. */
  isSending: boolean;
  isPosted: boolean;
};

export type HeldDraft = {
  status: DraftStatus;
  /** A save is under way; meanwhile the status may say that more is typed. */
  isSaving: boolean;
  /** The same, also for a save that began since the last rendering. */
  isSavingNow(): boolean;
  savedAt: Date | null;
  /** Another device saved first: its draft, or null if it posted or deleted the text. */
  conflict: { theirs: Draft | null } | null;
  keepMine(): void;
  takeTheirs(): void;
};

const pause = 1_200;
const retryEvery = 15_000;

/** Saves a form while it is typed: in this browser at once, on the server shortly after, and reports which. */
export function useDraft({ form: formRef, memberId, place, stored, isSending, isPosted }: Given): HeldDraft {
  const [began] = useState(stored);
  const version = useRef(began?.version ?? 0);
  const [status, setStatus] = useState<DraftStatus>(began ? "saved" : "untouched");
  const [savedAt, setSavedAt] = useState(began ? new Date(began.updatedAt) : null);
  const [conflict, setConflict] = useState<HeldDraft["conflict"]>(null);
  const isStopped = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const isDirty = useRef(false);
  const saveNext = useRef(() => {});
  const saveIn = useCallback((milliseconds: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => saveNext.current(), milliseconds);
  }, []);
  useEffect(() => {
    isStopped.current = isSending || isPosted || conflict !== null;
    // The form came back refused: what was not saved before it was sent is saved now.
    if (!isStopped.current && isDirty.current) saveIn(pause);
  }, [isSending, isPosted, conflict, saveIn]);
  const isBusy = useRef(false);
  const [isSaving, setIsSaving] = useState(false);
  const isSavingNow = useCallback(() => isBusy.current, []);

  const save = useCallback(
    async (keepalive = false) => {
      clearTimeout(timer.current);
      const element = formRef.current;
      if (!element || isStopped.current || isBusy.current || !isDirty.current) return;
      const fields = readForm(element, place);
      if (!fields) return setStatus("too-long");
      isDirty.current = false;
      isBusy.current = true;
      setIsSaving(true);
      setStatus("saving");
      const answer = await sendDraft({ place, version: version.current, fields, keepalive });
      isBusy.current = false;
      setIsSaving(false);
      if (answer.kind === "saved") {
        version.current = answer.version;
        setSavedAt(new Date(answer.updatedAt));
        if (isDirty.current) {
          setStatus("typing");
          return saveIn(pause);
        }
        forgetText(memberId, place);
        return setStatus("saved");
      }
      isDirty.current = true;
      if (answer.kind === "conflict") return setConflict({ theirs: answer.theirs });
      setStatus(answer.kind);
      if (answer.kind === "offline" || answer.kind === "failed") saveIn(retryEvery);
    },
    [formRef, memberId, place, saveIn],
  );
  useEffect(() => {
    saveNext.current = () => void save();
  }, [save]);

  useEffect(() => {
    const element = formRef.current;
    if (!element) return;
    const typed = () => {
      if (isStopped.current) return;
      isDirty.current = true;
      const fields = readForm(element, place);
      if (fields) keepText(memberId, place, { fields, version: version.current, at: new Date().toISOString() });
      setStatus((before) =>
        before === "offline" || before === "failed" || before === "signed-out" ? before : "typing",
      );
      saveIn(pause);
    };
    // By then it is known whether the form is on its way: a save that arrives after the post would bring back a draft of
    // what is posted.
    const sent = ({ target }: Event) => {
      if (target === element && isDirty.current) saveIn(pause);
    };
    const online = () => void save();
    const leave = () => {
      if (document.visibilityState === "hidden") void save(true);
    };
    // On the window, after React: a render between the browser's event and React's would take a typed letter back out of a
    // field whose value React holds.
    const typedHere = ({ target }: Event) => {
      if (target instanceof Node && element.contains(target)) typed();
    };
    window.addEventListener("input", typedHere);
    window.addEventListener("change", typedHere);
    window.addEventListener("submit", sent, { capture: true });
    window.addEventListener("online", online);
    document.addEventListener("visibilitychange", leave);

    const kept = findKeptText(memberId, place);
    if (kept && !isEmpty(kept.fields)) {
      if (kept.version === version.current) {
        fillForm(element, kept.fields);
        typed();
      } else if (isSame(kept.fields, readForm(element, place))) forgetText(memberId, place);
      else {
        // The form shows the server's text; the browser's text is restored only when chosen.
        const theirs = {
          place,
          fields: readForm(element, place) ?? {},
          version: version.current,
          updatedAt: began?.updatedAt ?? "",
        };
        fillForm(element, kept.fields);
        isDirty.current = true;
        setConflict({ theirs: began ? theirs : null });
      }
    }
    return () => {
      clearTimeout(timer.current);
      window.removeEventListener("input", typedHere);
      window.removeEventListener("change", typedHere);
      window.removeEventListener("submit", sent, { capture: true });
      window.removeEventListener("online", online);
      document.removeEventListener("visibilitychange", leave);
    };
    // A form belongs to one place; another place needs another form.
  }, [began, formRef, memberId, place, save, saveIn]);

  useEffect(() => {
    if (!isPosted) return;
    clearTimeout(timer.current);
    isDirty.current = false;
    forgetText(memberId, place);
  }, [isPosted, memberId, place]);

  return {
    status,
    isSaving,
    isSavingNow,
    savedAt,
    conflict,
    keepMine() {
      version.current = conflict?.theirs?.version ?? 0;
      isDirty.current = true;
      isStopped.current = false;
      setConflict(null);
      void save();
    },
    takeTheirs() {
      forgetText(memberId, place);
      window.location.reload();
    },
  };
}

const isSame = (one: Fields, other: Fields | null) =>
  other !== null && ["title", "body"].every((name) => (one[name]?.[0] ?? "") === (other[name]?.[0] ?? ""));
