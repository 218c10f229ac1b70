const marks = "[data-card], a.eip[data-eip]";

/** Waits for somebody to come to a mark that has a card, and only then gets the module that draws it. */
export function watchCardMarks(page: Document) {
  const cards = () => import("./cards");
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
    // A bare EIP is a link like any other; only a marker has nothing but its card.
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
    const jump = () => (location.hash = mark.getAttribute("href") ?? "");
    cards().then(
      ({ pressMark }) => pressMark(mark) || jump(),
      // The module did not come: the link does what it does without script.
      jump,
    );
  });
}
