type Meant = {
  /** Which keys it answers; they do nothing else while it is on its way. */
  answers(event: KeyboardEvent): boolean;
  load(): Promise<void>;
};

/** What tells that somebody turns to a part of a page. A fold doesn't bubble: it is heard on its way down. */
const turns = ["pointerover", "focusin", "keydown", "click", "toggle"];

/**
 * Loads what answers pointers and keys inside a part of a page once somebody turns to it, so that nobody else pays for it. Its
 * keys, and the place of a pointer that is still inside, reach it then; who has gone elsewhere meanwhile is left alone. Where it
 * does not come, for want of a connection, the part stays as it is without script.
 */
export function whenMeant(part: HTMLElement, { answers, load }: Meant) {
  let keys: KeyboardEvent[] = [];
  let moved: PointerEvent | null = null;
  let isLoading = false;
  const away = new AbortController();
  const listen = (names: string[], hear: (event: Event) => void) => {
    for (const name of names) part.addEventListener(name, hear, { capture: true, signal: away.signal });
  };

  async function begin() {
    isLoading = true;
    try {
      await load();
    } catch {
      isLoading = false;
      keys = [];
      return;
    }
    away.abort();
    if (moved) moved.target?.dispatchEvent(new PointerEvent("pointermove", moved));
    for (const key of keys) {
      const { activeElement } = document;
      if (activeElement && part.contains(activeElement)) activeElement.dispatchEvent(new KeyboardEvent("keydown", key));
    }
  }

  listen(turns, (event) => {
    if (event instanceof KeyboardEvent && answers(event)) {
      event.preventDefault();
      keys.push(event);
    }
    if (!isLoading) void begin();
  });
  listen(["pointermove"], (event) => void (moved = event as PointerEvent));
  part.addEventListener("pointerleave", () => void (moved = null), { signal: away.signal });
  listen(["pointercancel"], () => void (moved = null));
  // Whoever goes elsewhere does not come back for a key.
  listen(["pointerdown"], () => void (keys = []));
  part.addEventListener(
    "focusout",
    ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && part.contains(relatedTarget))) keys = [];
    },
    { signal: away.signal },
  );
}
