import { type RefObject, useEffect } from "react";
import { AsSent } from "~/ui/html-body";
import { DockField } from "./dock-field";
import { formIn } from "./typed-so-far";
import type { Dock } from "./use-dock";

type Props = {
  room: RefObject<HTMLDivElement>;
  setField(field: HTMLTextAreaElement | null): void;
  answered: { id: number } | null;
  isBegun: boolean;
  dock: Dock;
};

/** The form as it came with the page, in the dock. It can be written in and sent, for the post that is answered. */
export function SentForm({ room, setField, answered, isBegun, dock }: Props) {
  useEffect(() => {
    const form = formIn(room.current);
    setField(form?.querySelector("textarea") ?? null);
    form?.querySelector('input[name="parent"]')?.setAttribute("value", String(answered?.id ?? ""));
    const fold = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.isComposing) dock.fold();
    };
    form?.addEventListener("keydown", fold);
    return () => form?.removeEventListener("keydown", fold);
  });

  return (
    <>
      {dock.state === "folded" && (
        <div className="dock-bar">
          <DockField isBegun={isBegun} onOpen={dock.open} />
        </div>
      )}
      <AsSent place={room} className="dock-room" isHidden={dock.state === "folded"} />
    </>
  );
}
