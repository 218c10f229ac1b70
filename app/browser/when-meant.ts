/** Keys that parts of a page answer to; every other one has been acted on by the page. */
const isAnswered = (key: string) => /^(?:Arrow|Home$|End$)/.test(key);

/** Parts that wait or have waited; one may stand inside another. */
const parts = new WeakSet<Element>();

/** Whether nothing inside this part answers the event by itself. */
function isFor(part: Element, { target }: Event) {
  for (let inner = target instanceof Element ? target : null; inner; inner = inner.parentElement)
    if (parts.has(inner)) return inner === part;
  return false;
}

/**
 * Loads what answers pointers and keys inside a part of a page once somebody turns to it, so that nobody else pays for it. The
 * keys and the last place of the pointer that come before it is there reach it then. Where it does not come, the next turn
 * asks for it again.
 */
export function whenMeant(part: HTMLElement, load: () => Promise<unknown>) {
  parts.add(part);
  const keys: KeyboardEvent[] = [];
  let moved: PointerEvent | null = null;
  let isLoading = false;
  const away = new AbortController();

  async function hear(event: Event) {
    if (isFor(part, event)) {
      if (event instanceof KeyboardEvent) keys.push(event);
      if (event instanceof PointerEvent) moved = event;
    }
    if (isLoading) return;
    isLoading = true;
    try {
      await load();
    } catch (error) {
      [isLoading, moved, keys.length] = [false, null, 0];
      throw error;
    }
    away.abort();
    if (moved) moved.target?.dispatchEvent(new PointerEvent("pointermove", moved));
    for (const key of keys) if (isAnswered(key.key)) key.target?.dispatchEvent(new KeyboardEvent("keydown", key));
  }

  for (const turn of ["pointerover", "pointermove", "focusin", "keydown"])
    part.addEventListener(turn, (event) => void hear(event), { signal: away.signal });
}
