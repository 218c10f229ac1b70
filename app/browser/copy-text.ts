/** How long a button shows its confirmation. */
const saidFor = 2_000;

/** The words of buttons that show a confirmation, and when it ends. */
const confirming = new WeakMap<HTMLElement, { words: string; timer: number }>();

/**
 * Copies a text, and says for two seconds on the button and in the live region whether that went well: a changed button
 * label isn't announced. `sentence` is for the live region. The last line's end stays behind: a shell would run a pasted
 * command at once.
 */
export async function copyText(text: string, button: HTMLElement, said: Element | null, sentence = "Copied.") {
  // There is no clipboard at all on a page without TLS.
  const write = async () => navigator.clipboard.writeText(text.replace(/\r?\n$/, ""));
  const [label, announced] = await write().then(
    () => ["Copied", sentence] as const,
    () => ["Not copied", "Your browser did not allow copying. Select the code and copy it by hand."] as const,
  );
  const pending = confirming.get(button);
  window.clearTimeout(pending?.timer);
  const words = pending?.words ?? button.textContent ?? "";
  button.textContent = label;
  if (said) said.textContent = announced;
  const timer = window.setTimeout(() => {
    button.textContent = words;
    if (said) said.textContent = "";
    confirming.delete(button);
  }, saidFor);
  confirming.set(button, { words, timer });
}
