import { type RefObject, useCallback, useEffect, useState } from "react";

type LateParts = typeof import("./late-parts");

let loaded: LateParts | null = null;

/** Rejects without a connection; the next call tries again. */
export async function loadLateParts(): Promise<LateParts> {
  return (loaded ??= await import("./late-parts"));
}

/**
 * The parts of the editor that few texts need; null until they have come. They are loaded when the field gets the focus, at the
 * latest when they are wanted. `ask` loads them, too, and answers whether they are there.
 */
export function useLateParts(field: RefObject<HTMLTextAreaElement>, isWanted: boolean) {
  const [parts, setParts] = useState<LateParts | null>(null);

  const ask = useCallback(async () => {
    const come = await loadLateParts().catch(() => null);
    if (come) setParts(come);
    return come !== null;
  }, []);

  useEffect(() => {
    const element = field.current;
    if (isWanted || element === document.activeElement) void ask();
    const onFocus = () => void ask();
    element?.addEventListener("focus", onFocus);
    return () => element?.removeEventListener("focus", onFocus);
  }, [field, isWanted, ask]);

  return { parts, ask };
}
