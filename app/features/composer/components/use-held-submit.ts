import { type RefObject, useEffect, useRef, useState } from "react";

/**
 * Holds back the form of this field while `isBusy`, and sends it by the same button as soon as it isn't. Answers whether a
 * form waits.
 */
export function useHeldSubmit(field: RefObject<HTMLTextAreaElement>, isBusy: boolean): boolean {
  const [isHeld, setIsHeld] = useState(false);
  const busy = useRef(isBusy);
  const submitter = useRef<HTMLElement | null>(null);

  useEffect(() => {
    busy.current = isBusy;
    if (isBusy || !isHeld) return;
    setIsHeld(false);
    field.current?.form?.requestSubmit(submitter.current);
  }, [field, isBusy, isHeld]);

  useEffect(() => {
    const form = field.current?.form;
    const hold = (event: SubmitEvent) => {
      if (!busy.current) return;
      event.preventDefault();
      event.stopPropagation();
      submitter.current = event.submitter;
      setIsHeld(true);
    };
    form?.addEventListener("submit", hold, { capture: true });
    return () => form?.removeEventListener("submit", hold, { capture: true });
  }, [field]);

  return isHeld;
}
