/** Runs in a metric's frame on another site: reports the height, keeps values current, handles pointer and keys. */
import { followCharts } from "./chart-cursor";
import { listen } from "./live";

const tellHeight = () => {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  // Any embedding page may learn the height; nothing else is sent.
  window.parent.postMessage({ type: "counterproof:height", height }, "*");
};

if (window.parent !== window) new ResizeObserver(tellHeight).observe(document.documentElement);
followCharts(document);
// Drawings are replaced by newer ones.
new MutationObserver(() => followCharts(document)).observe(document.body, { childList: true, subtree: true });
try {
  if (document.querySelector("[data-live]")) listen(document);
} catch {
  // In a sandboxed frame without origin, streams are refused: it shows the values from loading.
}
