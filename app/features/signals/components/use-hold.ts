import { type MouseEvent, useEffect, useRef } from "react";

/** Milliseconds after which a press is one that holds. */
const longPress = 500;

/** Handlers for a button that does something else when it is held: the click that ends the press is not its click then. */
export function useHold(isUsed: boolean, onHold: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const wasHeld = useRef(false);
  const end = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (!isUsed) return {};
  return {
    onPointerDown: () => {
      wasHeld.current = false;
      end();
      timer.current = setTimeout(() => {
        wasHeld.current = true;
        onHold();
      }, longPress);
    },
    onPointerUp: end,
    onPointerLeave: end,
    onPointerCancel: end,
    onClick: (event: MouseEvent) => {
      if (wasHeld.current) event.preventDefault();
      wasHeld.current = false;
    },
    // A long press on touch would open the browser's menu.
    onContextMenu: (event: MouseEvent) => event.preventDefault(),
  };
}
