import { type MouseEvent, useEffect, useRef } from "react";

/** Milliseconds after which a press is one that holds. */
const longPress = 500;

/** Handlers for a button of a form that acts in place: a press, and a press that holds where `onHold` is given. */
export function useHold(onPress: () => void, onHold: (() => void) | null) {
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const wasHeld = useRef(false);
  const end = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  const onClick = (event: MouseEvent) => {
    event.preventDefault();
    // The click that ends a long press is no press of its own.
    if (!wasHeld.current) onPress();
    wasHeld.current = false;
  };
  if (!onHold) return { onClick };
  return {
    onClick,
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
    // A long press on touch would open the browser's menu.
    onContextMenu: (event: MouseEvent) => event.preventDefault(),
  };
}
