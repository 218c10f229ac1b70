import { type RefObject, useEffect, useState } from "react";

type Reason = "composing" | "sending";

/**
 * What goes on in the form that came with the page: a letter that is put together from several keys would be lost with its field,
 * and what is on its way to the server would come back as a draft. `free` resolves once there is neither.
 */
export function useBusyForm(room: RefObject<HTMLElement>, isThere: boolean) {
  const [busy] = useState(() => {
    const reasons = new Set<Reason>();
    const waiting: (() => void)[] = [];
    const tell = () => {
      if (reasons.size === 0) for (const done of waiting.splice(0)) done();
    };
    return {
      begin: (reason: Reason) => void reasons.add(reason),
      end(reason: Reason) {
        reasons.delete(reason);
        // A letter itself may come after the end of its composition, and another one may begin at once.
        setTimeout(tell);
      },
      async free() {
        while (reasons.size > 0) await new Promise<void>((done) => waiting.push(done));
      },
    };
  });
  useEffect(() => {
    const element = room.current;
    if (!isThere || !element) return;
    const end = new AbortController();
    const { signal } = end;
    for (const type of ["compositionstart", "compositionupdate"])
      element.addEventListener(type, () => busy.begin("composing"), { signal });
    element.addEventListener("compositionend", () => busy.end("composing"), { signal });
    // On the window, after those who keep it from being sent.
    window.addEventListener(
      "submit",
      ({ target, defaultPrevented }) => {
        if (!defaultPrevented && target instanceof Node && element.contains(target)) busy.begin("sending");
      },
      { signal },
    );
    // Whoever writes on, or comes back to the page, has not sent it.
    element.addEventListener("input", () => busy.end("sending"), { signal });
    window.addEventListener("pageshow", () => busy.end("sending"), { signal });
    return () => {
      busy.end("composing");
      end.abort();
    };
  }, [room, isThere, busy]);
  return busy;
}
