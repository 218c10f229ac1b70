/** The content of a card and its accessible name. */
export type CardContent = { name: string; head: string; parts: Node[]; actions: HTMLElement[] };

/** A new element with this text and these classes. */
export const element = <Name extends keyof HTMLElementTagNameMap>(name: Name, words = "", className = "") => {
  const made = document.createElement(name);
  made.textContent = words;
  if (className) made.className = className;
  return made;
};
