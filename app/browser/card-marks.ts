const marks = "[data-card], a.eip[data-eip]";

/** Loads the card module when a reader first uses a mark. */
export function watchCardMarks(page: Document) {
  let loading: Promise<typeof import("./cards")> | null = null;
  // One promise for all: what happens first is also handled first.
  const cards = () => {
    loading ??= import("./cards").catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
  const markAt = ({ target }: Event) => (target instanceof Element ? target.closest<HTMLElement>(marks) : null);

  page.addEventListener("pointerover", (event) => {
    const mark = markAt(event);
    if (mark && event.pointerType !== "touch") void cards().then(({ hoverMark }) => hoverMark(mark));
  });
  page.addEventListener("pointerout", (event) => {
    if (markAt(event)) void cards().then(({ leave }) => leave());
  });
  page.addEventListener("focusin", (event) => {
    const mark = markAt(event);
    if (mark) void cards().then(({ focusMark }) => focusMark(mark));
  });
  page.addEventListener("click", (event) => {
    const mark = markAt(event);
    // A bare EIP works as a link; only a marker depends on its card.
    if (
      !mark?.dataset["card"] ||
      event.button !== 0 ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    const jump = () => location.assign(mark.getAttribute("href") ?? "");
    cards().then(
      async ({ pressMark }) => (await pressMark(mark)) || jump(),
      // If the module fails to load, the link works as without script.
      jump,
    );
  });
}
