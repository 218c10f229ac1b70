/** What an action did, said at the edge of the window, where it is seen wherever one reads and a screen reader reads it out. */

const shownMs = 4_000;

let line: HTMLElement | null = null;
let hiding: ReturnType<typeof setTimeout> | undefined;

/** Shows these words for some seconds, in place of words said before. */
export function say(words: string) {
  if (!line?.isConnected) {
    line = document.body.appendChild(document.createElement("p"));
    line.className = "said";
    line.setAttribute("role", "status");
  }
  const said = line;
  said.textContent = "";
  clearTimeout(hiding);
  // A region is announced when its words change: it is there, and empty, before they come.
  setTimeout(() => (said.textContent = words), 50);
  hiding = setTimeout(() => (said.textContent = ""), shownMs + 50);
}
