import { useEffect, useRef } from "react";
import { singleKey } from "~/ui/single-key";

/** Runs when this key is pressed alone, outside of fields. */
export function useShortcut(key: string, isWanted: boolean, run: () => void) {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!isWanted) return;
    const pressed = (event: KeyboardEvent) => {
      if (singleKey(event) !== key) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [key, isWanted]);
}
