/** Expands a quote in place to the whole post. */
import { isSettled } from "./when-hydrated";

type Source = { html: string };

/** Adds a button to each quote that shows and hides its post. */
export function addQuoteButtons(page: ParentNode) {
  for (const quote of page.querySelectorAll<HTMLElement>("blockquote.quote[data-post]")) {
    // Outside of a post's text the framework must first have found the page as it was sent.
    if (!quote.closest("[data-body]") && !isSettled()) continue;
    const origin = quote.querySelector(":scope > .quote-origin");
    // A hidden or deleted post has no link and can't be opened.
    if (!origin?.querySelector("a[href^='/p/']") || origin.querySelector(".quote-open")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quote-open";
    button.dataset["added"] = "";
    button.textContent = "Whole post";
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => void toggle(quote, button));
    origin.append(button);
  }
}

async function toggle(quote: HTMLElement, button: HTMLButtonElement) {
  const shown = quote.querySelector(":scope > .quote-post");
  if (shown) {
    shown.remove();
    button.setAttribute("aria-expanded", "false");
    button.textContent = "Whole post";
    return;
  }
  button.disabled = true;
  const place = document.createElement("div");
  place.className = "quote-post";
  place.dataset["added"] = "";
  place.dataset["noQuote"] = "";
  try {
    const response = await fetch(`/p/${quote.dataset["post"]}/source`);
    if (!response.ok) throw new Error(String(response.status));
    const { html } = (await response.json()) as Source;
    // Rendered and sanitized by the server like every post. Its ids may already exist on the page.
    const { body } = new DOMParser().parseFromString(html, "text/html");
    for (const named of body.querySelectorAll("[id]")) named.removeAttribute("id");
    place.append(...body.childNodes);
  } catch {
    place.textContent = "The post can’t be shown just now. Its link leads to it.";
  }
  quote.append(place);
  button.disabled = false;
  button.setAttribute("aria-expanded", "true");
  button.textContent = "Fold";
}
