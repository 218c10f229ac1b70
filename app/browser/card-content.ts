/** The content of a card and its accessible name. */
export type CardContent = {
  name: string;
  head: string;
  /** Stands before the head. */
  sign?: Element | null;
  /** Of a claim. */
  status?: string | undefined;
  parts: Node[];
  actions: HTMLElement[];
  /** Stands below the actions. */
  foot?: HTMLElement | null;
};

/** A new element with this text and these classes. */
export const element = <Name extends keyof HTMLElementTagNameMap>(name: Name, words = "", className = "") => {
  const made = document.createElement(name);
  made.textContent = words;
  if (className) made.className = className;
  return made;
};
