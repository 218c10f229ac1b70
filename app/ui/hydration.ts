/** Whether React is still taking over the page that the server sent. Ended by entry.client.tsx, once. */
export const hydration = { isOver: false };

/**
 * What a text field begins with. While React takes a page over it would write the sent text over one that was typed in
 * the meantime, unless it finds that it begins with what stands there.
 */
export function textToBeginWith(id: string, sent: string): string {
  if (typeof document === "undefined" || hydration.isOver) return sent;
  const field = document.getElementById(id);
  return field instanceof HTMLTextAreaElement ? field.value : sent;
}
