import { useEffect, useRef } from "react";
import { isComposed, letterOf } from "~/ui/combobox";

/** Runs when this key is pressed alone, outside of fields. */
export function useShortcut(key: string, isWanted: boolean, run: () => void) {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!isWanted) return;
    const pressed = (event: KeyboardEvent) => {
      if (
        isComposed(event) ||
        letterOf(event) !== key ||
        event.shiftKey ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.defaultPrevented
      )
        return;
      const target = event.target as Element | null;
      if (target?.closest("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [key, isWanted]);
}
