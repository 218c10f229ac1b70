import { type ComponentProps, type KeyboardEvent, type MutableRefObject, useEffect, useRef } from "react";
import { placeOf } from "~/features/drafts/drafts";
import { isComposed } from "~/ui/combobox";
import { DockField } from "./dock-field";
import { ReplyForm } from "./reply-form";
import { formIn } from "./typed-so-far";
import { useLateForm } from "./use-late-form";

type Props = Omit<ComponentProps<typeof ReplyForm>, "field"> & {
  field: MutableRefObject<HTMLTextAreaElement | null>;
};

/** React leaves what the server sent in an element whose html is given and stays the same. */
const asSent = { __html: "" };

/**
 * Where a reply is written: a plain form at the page's foot; with script it docks below what is read. Few who read a thread
 * write, so the parts of the form that need script are loaded once somebody begins. Until then the form that came with the page
 * takes what is typed.
 */
export function ReplyDock(props: Props) {
  const { thread, viewer, answered, draft, state, field, dock } = props;
  const room = useRef<HTMLDivElement>(null);
  const Form = useLateForm({
    room,
    isBegun: dock.state === "open" || draft !== null || state !== null,
    memberId: viewer.id,
    place: placeOf.reply(thread),
  });
  useEffect(() => {
    if (Form) return;
    const sent = formIn(room.current);
    field.current = sent?.querySelector("textarea") ?? null;
    sent?.querySelector('input[name="parent"]')?.setAttribute("value", String(answered?.id ?? ""));
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposed(event.nativeEvent) || event.key !== "Escape" || dock.state !== "open") return;
    dock.fold();
  };

  return (
    <section className="dock" data-dock={dock.state} id="reply" aria-label="Reply" onKeyDown={onKeyDown}>
      {import.meta.env.SSR ? (
        <ReplyForm {...props} />
      ) : Form ? (
        <Form {...props} />
      ) : (
        <>
          {dock.state === "folded" && (
            <div className="dock-bar">
              <DockField isBegun={draft !== null} onOpen={dock.open} />
            </div>
          )}
          <div
            ref={room}
            className="dock-room"
            hidden={dock.state === "folded"}
            dangerouslySetInnerHTML={asSent}
            suppressHydrationWarning
          />
        </>
      )}
    </section>
  );
}
