import { type RefObject, useEffect } from "react";
import { AsSent } from "~/ui/html-body";
import { say } from "~/ui/say";
import { DockEdge } from "./dock-edge";
import { DockField } from "./dock-field";
import type { Answered } from "./reply-form";
import { formIn } from "./typed-so-far";
import type { Dock } from "./use-dock";

type Props = {
  room: RefObject<HTMLDivElement>;
  setField(field: HTMLTextAreaElement | null): void;
  answered: Answered | null;
  isBegun: boolean;
  dock: Dock;
};

/** The form as it came with the page, in the dock. It can be written in and sent, for the post that is answered. */
export function SentForm({ room, setField, answered, isBegun, dock }: Props) {
  useEffect(() => {
    const form = formIn(room.current);
    setField(form?.querySelector("textarea") ?? null);
    if (!form) return;
    nameAnswered(form, answered);
    const end = new AbortController();
    const { signal } = end;
    form.addEventListener("keydown", (event) => pressed(event, form, dock), { signal });
    form.addEventListener("submit", keepWithoutConnection, { signal });
    for (const type of ["dragover", "drop", "paste"] as const)
      form.addEventListener(type, (event) => refuseFiles(event), { signal });
    return () => end.abort();
  });

  return (
    <>
      {dock.state === "open" && <DockEdge onFold={dock.fold} />}
      {dock.state === "folded" && (
        <div className="dock-bar">
          <DockField isBegun={isBegun} onOpen={dock.open} />
        </div>
      )}
      <AsSent place={room} className="dock-room" isHidden={dock.state === "folded"} />
    </>
  );
}

/** Another post than the one for which the page came: the form names it, and asks nothing about the earlier one. */
function nameAnswered(form: HTMLFormElement, answered: Answered | null) {
  const parent = form.querySelector<HTMLInputElement>('input[name="parent"]');
  const id = String(answered?.id ?? "");
  if (!parent || parent.value === id) return;
  parent.value = id;
  const heading = form.querySelector(".reply-whom h2");
  if (heading) heading.textContent = answered?.number ? `Replying to post ${answered.number}` : "Reply";
  for (const about of form.querySelectorAll(".relations, .reply-thread")) about.remove();
}

function pressed(event: KeyboardEvent, form: HTMLFormElement, dock: Dock) {
  if (event.isComposing) return;
  if (event.key === "Escape") return dock.fold();
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector<HTMLElement>('button[value="reply"]'));
}

/** The browser would show an error page in place of the text. */
function keepWithoutConnection(event: SubmitEvent) {
  if (navigator.onLine) return;
  event.preventDefault();
  say("No connection: nothing was sent. Your text stays in the form.");
}

/** A file that is dropped would be opened in place of the page. */
function refuseFiles(event: DragEvent | ClipboardEvent) {
  const data = event instanceof DragEvent ? event.dataTransfer : event.clipboardData;
  if (!data?.types.includes("Files") || data.types.includes("text/plain")) return;
  event.preventDefault();
  if (event.type !== "dragover") say("The form is not ready for files yet: try again in a moment.");
}
