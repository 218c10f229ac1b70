/** A map of a thread is one stop of the Tab key: the arrow keys lead from square to square. */

/** Can be called again after the page has changed. */
export function openMaps(page: ParentNode) {
  for (const map of page.querySelectorAll<SVGElement>("svg[data-map]:not([data-ready])")) {
    map.dataset["ready"] = "";
    const squares = [...map.querySelectorAll<SVGAElement>("a")];
    for (const [index, square] of squares.entries()) square.setAttribute("tabindex", index === 0 ? "0" : "-1");
    map.addEventListener("focusin", (event) => {
      if (!(event.target instanceof SVGAElement)) return;
      for (const square of squares) square.setAttribute("tabindex", square === event.target ? "0" : "-1");
    });
    map.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const at = squares.indexOf(event.target as SVGAElement);
      const next = at === -1 ? undefined : wayFrom(squares, at, event.key);
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  }
}

/** Left: the post that is answered. Right: the first that answers. Up and Down: the one before and after in reading order. */
function wayFrom(squares: SVGAElement[], at: number, key: string): SVGAElement | undefined {
  const { square: number, parent } = squares[at]!.dataset;
  if (key === "ArrowUp") return squares[at - 1];
  if (key === "ArrowDown") return squares[at + 1];
  if (key === "Home") return squares[0];
  if (key === "End") return squares.at(-1);
  if (key === "ArrowLeft") return squares.find(({ dataset }) => dataset["square"] === parent);
  if (key === "ArrowRight") return squares.find(({ dataset }) => dataset["parent"] === number);
  return undefined;
}
