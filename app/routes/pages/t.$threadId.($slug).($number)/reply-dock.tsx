import { type ComponentProps, createElement, useRef } from "react";
import { placeOf } from "~/features/drafts/drafts";
import { ReplyForm } from "./reply-form";
import { SentForm } from "./sent-form";
import { useLateForm } from "./use-late-form";

type Props = ComponentProps<typeof ReplyForm> & { setField(field: HTMLTextAreaElement | null): void };

/**
 * Where a reply is written: a plain form at the page's foot; with script it docks below what is read. Few who read a thread
 * write, so the parts of the form that need script are loaded once somebody begins. Until then the form that came with the page
 * takes what is typed.
 */
export function ReplyDock({ setField, ...form }: Props) {
  const { thread, viewer, answered, draft, state, dock } = form;
  const room = useRef<HTMLDivElement>(null);
  const lateForm = useLateForm({
    room,
    isBegun: dock.state === "open" || draft !== null || state !== null,
    memberId: viewer.id,
    place: placeOf.reply(thread),
  });

  return (
    <section className="dock" data-dock={dock.state} id="reply" aria-label="Reply">
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
