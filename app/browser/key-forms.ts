/** What the forms for passkeys and wallets share. */

/** Says something above a form's button, in place of what was said before. */
export function say(form: HTMLFormElement, words: string | Node) {
  form.querySelector("[data-key-said]")?.remove();
  const said = document.createElement("p");
  said.className = "notice";
  said.dataset["keySaid"] = "";
  said.setAttribute("role", "alert");
  said.append(words);
  form.prepend(said);
}

/** Keys are bound to one address. Opened at another one, a form says so and leads there; true if it did. */
export function sayWhereKeysWork(form: HTMLFormElement, what: string): boolean {
  const good = form.dataset["origin"];
  if (!good || good === location.origin) return false;
  const link = document.createElement("a");
  link.href = good + location.pathname + location.search;
  link.textContent = good;
  const words = document.createElement("span");
  words.append(`${what} work at `, link, ".");
  say(form, words);
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  return true;
}
