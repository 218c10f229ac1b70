/** The rail of a long thread: it follows the post on the screen, says the date while it is moved, and goes there on release. */
import { postInView } from "./hold-place";
import { paths } from "~/paths";
import { formatDate } from "~/ui/dates";
import { dateAt, type Dates } from "./rail-dates";

export function openRails(page: Document) {
  for (const form of page.querySelectorAll<HTMLFormElement>("form[data-rail]:not([data-ready])")) openRail(page, form);
}

function openRail(page: Document, form: HTMLFormElement) {
  const range = form.querySelector<HTMLInputElement>(".rail-range");
  const place = form.querySelector("[data-rail-place]");
  const date = form.querySelector("[data-rail-date]");
  const button = form.querySelector<HTMLButtonElement>(".rail-place");
  if (!range || !place || !date || !button) return;
  form.dataset["ready"] = "";
  let dates: Dates = [];
  let isAsked = false;
  let isMoved = false;
  let isDue = false;

  const show = () => {
    const number = Number(range.value);
    const at = dateAt(dates, number);
    const day = at && formatDate(at.toISOString());
    place.textContent = `${number} / ${range.max}`;
    date.textContent = day ?? "";
    range.setAttribute("aria-valuetext", `${number} of ${range.max}${day ? `, ${day}` : ""}`);
    form.style.setProperty("--rail-share", String((number - 1) / Math.max(1, Number(range.max) - 1)));
  };
  const ask = async () => {
    if (isAsked) return;
    isAsked = true;
    const answer = await fetch(paths.threadDates({ id: Number(form.dataset["rail"]) })).catch(() => null);
    if (!answer?.ok) return void (isAsked = false);
    ({ dates } = (await answer.json()) as { dates: Dates });
    show();
  };
  const follow = () => {
    isDue = false;
    const number = isMoved ? 0 : numberOf(postInView(page));
    if (number === 0 || String(number) === range.value) return;
    range.value = String(number);
    show();
  };

  range.addEventListener("pointerdown", () => void ask());
  range.addEventListener("focus", () => void ask());
  range.addEventListener("input", () => {
    isMoved = true;
    void ask();
    show();
  });
  // Released: a drag at once, keys once they rest.
  let resting = 0;
  range.addEventListener("change", () => {
    window.clearTimeout(resting);
    resting = window.setTimeout(() => {
      isMoved = false;
      goTo(form, Number(range.value));
    }, 500);
  });
  range.addEventListener("pointerup", () => {
    if (!isMoved) return;
    window.clearTimeout(resting);
    isMoved = false;
    goTo(form, Number(range.value));
  });
  button.addEventListener("click", () => {
    const isOpen = form.toggleAttribute("data-open");
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) range.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !form.hasAttribute("data-open")) return;
    form.removeAttribute("data-open");
    button.setAttribute("aria-expanded", "false");
    button.focus();
  });
  addEventListener(
    "scroll",
    () => {
      if (isDue) return;
      isDue = true;
      requestAnimationFrame(follow);
    },
    { passive: true },
  );
  show();
  follow();
}

const numberOf = (post: HTMLElement | null) =>
  Number(/^post-(\d+)$/.exec(post?.querySelector("[id^=post-]")?.id ?? "")?.[1] ?? 0);

/** A post that is on the page is scrolled to; every other one has a page of its own. */
function goTo(form: HTMLFormElement, number: number) {
  const here = document.getElementById(`post-${number}`);
  if (here) return here.scrollIntoView({ block: "start", behavior: "instant" });
  location.assign(`${new URL(form.action).pathname}/${number}#post-${number}`);
}
