import { type ReactNode, useEffect, useRef } from "react";
import { isComposed } from "./combobox";

type Props = { summary: string; isOpen?: boolean; children: ReactNode };

/** A quiet link in a form's bar that opens a sheet above it; without script the sheet stands below its link. */
export function BarFold({ summary, isOpen = false, children }: Props) {
  const fold = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const details = fold.current;
    const close = (event: KeyboardEvent) => {
      if (!details?.open || event.key !== "Escape" || isComposed(event)) return;
      // Escape closes one thing at a time: the form around it stays open.
      event.stopPropagation();
      details.open = false;
      details.querySelector("summary")?.focus();
    };
    details?.addEventListener("keydown", close);
    return () => details?.removeEventListener("keydown", close);
  }, []);
  return (
    <details className="bar-fold" name="bar" open={isOpen} ref={fold}>
      <summary>{summary}</summary>
      <div className="bar-sheet">{children}</div>
    </details>
  );
}
