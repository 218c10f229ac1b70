import { type RefObject, useEffect } from "react";
import { isComposed } from "./combobox";

/** Closes a fold by Escape, which gives focus back to its summary, and by a click elsewhere. */
export function useClosing(fold: RefObject<HTMLDetailsElement>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const details = fold.current;
      if (!details?.open || event.key !== "Escape" || isComposed(event)) return;
      details.open = false;
      details.querySelector("summary")?.focus();
    };
    const onPress = (event: PointerEvent) => {
      const details = fold.current;
      if (details?.open && event.target instanceof Node && !details.contains(event.target)) details.open = false;
    };
    document.addEventListener("keydown", onKey);
    document.addEventListener("pointerdown", onPress);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("pointerdown", onPress);
    };
  }, [fold]);
}
