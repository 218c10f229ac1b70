/** Whether React is still taking over the page that the server sent. Ended by entry.client.tsx, once. */
export const hydration = { isOver: false };

/**
 * The initial value of a text field. During hydration React would overwrite text that was typed meanwhile, so begin
 * with the field's current text.
 */
export function textToBeginWith(id: string, sent: string): string {
  if (typeof document === "undefined" || hydration.isOver) return sent;
  const field = document.getElementById(id);
  return field instanceof HTMLTextAreaElement ? field.value : sent;
}
