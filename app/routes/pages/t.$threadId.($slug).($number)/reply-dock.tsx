import { type ComponentProps, createElement, useRef } from "react";
import { placeOf } from "~/features/drafts/drafts";
import { ReplyForm } from "./reply-form";
import { SentForm } from "./sent-form";
import { useDockRoom, useFoldBehind } from "./use-dock";
import { useLateForm } from "./use-late-form";

type Props = ComponentProps<typeof ReplyForm> & {
  setField(field: HTMLTextAreaElement | null): void;
  /** The form has come to a page that had none. */
  onFirst(): void;
};

/**
 * Where a reply is written: a plain form at the page's foot; with script it docks below what is read. Few who read a thread
 * write, so the parts of the form that need script are loaded once somebody begins. Until then the form that came with the page
 * takes what is typed.
 */
export function ReplyDock({ setField, onFirst, ...form }: Props) {
  const { thread, viewer, answered, draft, state, dock } = form;
  const room = useRef<HTMLDivElement>(null);
  const section = useRef<HTMLElement>(null);
  useDockRoom(dock.state);
  useFoldBehind(section, dock);
  const lateForm = useLateForm({
    room,
    isBegun: dock.state === "open" || draft !== null || state !== null,
    memberId: viewer.id,
    place: placeOf.reply(thread),
    version: draft?.version ?? 0,
    onFirst,
  });

  return (
    <section ref={section} className="dock" data-dock={dock.state} id="reply" aria-label="Reply">
      {/* The build knows which of the two it is: the import above is the server's alone. */}
      {import.meta.env.SSR ? (
        <ReplyForm {...form} />
      ) : lateForm ? (
        createElement(lateForm, form)
      ) : (
        <SentForm room={room} setField={setField} answered={answered} isBegun={draft !== null} dock={dock} />
      )}
    </section>
  );
}
