import { type RefObject, useEffect, useRef, useState } from "react";

/**
 * Holds a form back while `isBusy`, and sends it by the same button as soon as it isn't. `element` is the form or one of
 * its fields. What began since the last rendering is known by `isBusyNow` alone. Answers whether the form waits.
 */
export function useHeldSubmit(
  element: RefObject<HTMLFormElement | HTMLTextAreaElement>,
  isBusy: boolean,
  isBusyNow: () => boolean = () => isBusy,
): boolean {
  const [isHeld, setIsHeld] = useState(false);
  const now = useRef(isBusyNow);
  const waiting = useRef<{ submitter: HTMLElement | null } | null>(null);

  useEffect(() => {
    now.current = isBusyNow;
    if (isBusy) return;
    // A button that is shown as busy would not be sent with its form.
    if (isHeld) return setIsHeld(false);
    const held = waiting.current;
    waiting.current = null;
    if (held) formOf(element.current)?.requestSubmit(held.submitter);
  }, [element, isBusy, isBusyNow, isHeld]);

  useEffect(() => {
    const form = formOf(element.current);
    const hold = (event: SubmitEvent) => {
      // Another one may hold it already, and sends it then.
      if (!now.current() || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      waiting.current = { submitter: event.submitter };
      setIsHeld(true);
    };
    form?.addEventListener("submit", hold, { capture: true });
    return () => form?.removeEventListener("submit", hold, { capture: true });
  }, [element]);

  return isHeld;
}

const formOf = (element: HTMLFormElement | HTMLTextAreaElement | null) =>
  element instanceof HTMLFormElement ? element : element?.form;
