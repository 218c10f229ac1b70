/** Whether a key leads through a tree of posts: the arrows to the sides, and with Shift those up and down, outside of fields and texts. */
export function leadsThroughTree(event: KeyboardEvent): boolean {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !(target instanceof Element)) return false;
  if (target.closest("input, textarea, select, [contenteditable], .prose, svg")) return false;
  if (!getSelection()?.isCollapsed) return false;
  return key === "ArrowLeft" || key === "ArrowRight" || (event.shiftKey && (key === "ArrowUp" || key === "ArrowDown"));
}
