/** In a source's card: members say whether the source says it, without leaving the text. */
import { type Verdict, verdicts, verdictWords } from "~/features/citations/citations";
import { paths } from "~/paths";
import { element } from "./card-content";
import { isMember } from "./is-member";

/** Null for visitors, for authors of the post, and outside posts: there is nothing they could say. */
export function citationCheck(mark: HTMLElement, sourcePage: string | undefined): HTMLElement | null {
  const id = Number(/-c(\d+)$/.exec(mark.id)?.[1]);
  const post = mark.closest<HTMLElement>("article.post");
  if (!id || !post || "own" in post.dataset || !isMember()) return null;
  const box = element("div", "", "card-check");
  box.setAttribute("role", "group");
  const question = element("p", "Does the source say it?");
  question.setAttribute("role", "status");
  box.setAttribute("aria-label", question.textContent ?? "");
  const buttons = verdicts.map((verdict) => {
    const button = element("button", verdictWords[verdict]);
    button.type = "button";
    button.addEventListener("click", () => void say(verdict));
    return button;
  });
  const row = element("div", "", "card-actions");
  row.append(...buttons);
  box.append(question, row);

  async function say(verdict: Verdict) {
    for (const button of buttons) button.disabled = true;
    const refusal = await send(id, verdict);
    for (const button of buttons) button.disabled = false;
    question.textContent = refusal ?? `Noted: ${verdictWords[verdict]}. `;
    if (refusal !== null || !sourcePage) return;
    const all = element("a", "All reviews");
    all.href = `${sourcePage}#c-${id}`;
    question.append(all);
    row.remove();
  }
  return box;
}

/** Null when the review is stored, else why it is not. */
async function send(id: number, verdict: Verdict): Promise<string | null> {
  const body = new URLSearchParams({ verdict });
  try {
    const answer = await fetch(paths.reviewCitation({ id }), {
      method: "POST",
      headers: { Accept: "application/json" },
      body,
    });
    if (answer.ok) return null;
    const words = answer.headers.get("Content-Type")?.startsWith("text/plain") ? await answer.text() : "";
    return words || "The server could not note this. Try again in a moment.";
  } catch {
    return "No connection: this was not noted.";
  }
}
