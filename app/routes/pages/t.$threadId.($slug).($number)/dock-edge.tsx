import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { Icon } from "~/ui/icon";

const least = 12;
const maxShare = 75;
const stored = "dock height";

function storedShare(): number {
  try {
    return Number(localStorage.getItem(stored));
  } catch {
    return 0;
  }
}

/** The dock's upper edge: dragged, or moved with the arrow keys, it says how much of the window the form may have. */
export function DockEdge({ onFold }: { onFold(): void }) {
  const [share, setShare] = useState(45);
  const isHeld = useRef(false);

  useEffect(() => {
    const before = storedShare();
    if (before >= least && before <= maxShare) setShare(before);
  }, []);
  useEffect(() => {
    document.documentElement.style.setProperty("--dock-share", `${share}vh`);
    try {
      localStorage.setItem(stored, String(share));
    } catch {
      // Storage is unavailable: the form has its usual height next time.
    }
    return () => void document.documentElement.style.removeProperty("--dock-share");
  }, [share]);

  const set = (percent: number) => setShare(Math.round(Math.min(maxShare, Math.max(least, percent))));
  const onPointerMove = (event: PointerEvent) => {
    if (isHeld.current) set(100 * (1 - event.clientY / window.innerHeight));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowUp" ? 5 : event.key === "ArrowDown" ? -5 : 0;
    if (step === 0) return;
    event.preventDefault();
    set(share + step);
  };
  return (
    <div className="dock-edge">
      <div
        className="dock-grip"
        role="separator"
        aria-orientation="horizontal"
        aria-label="Height of the reply form"
        aria-valuemin={least}
        aria-valuemax={maxShare}
        aria-valuenow={share}
        tabIndex={0}
        onPointerDown={(event) => {
          isHeld.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => (isHeld.current = false)}
        onKeyDown={onKeyDown}
      />
      <button
        type="button"
        className="dock-fold"
        aria-label="Fold the reply form (Escape)"
        title="Fold (Escape)"
        onClick={onFold}
      >
        <Icon name="fold" />
      </button>
    </div>
  );
}
