/** Runs inside a metric's frame on another site: says how high it is, keeps its numbers current, answers pointer and keys. */
import { followCharts } from "./chart-cursor";
import { listen } from "./live";

const tellHeight = () => {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  // Whoever holds the frame may know its height: it tells nothing else.
  window.parent.postMessage({ type: "counterproof:height", height }, "*");
};

if (window.parent !== window) new ResizeObserver(tellHeight).observe(document.documentElement);
followCharts(document);
// Drawings are exchanged for newer ones.
new MutationObserver(() => followCharts(document)).observe(document.body, { childList: true, subtree: true });
try {
  if (document.querySelector("[data-live]")) listen(document);
} catch {
  // A frame that its holder took the origin from may not listen: it shows what was true when it was loaded.
}
