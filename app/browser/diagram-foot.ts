/** The line below a drawing: its source, and the whole of it where it was scaled down to its room. */

const isWhole = (figure: HTMLElement) => "whole" in figure.dataset;
const isSourceShown = (figure: HTMLElement) => figure.dataset["source"] === "shown";

/** The line below this drawing, made when it is first asked for. */
export function footOf(figure: HTMLElement, setWhole: (isWhole: boolean) => void): HTMLElement {
  const known = figure.querySelector<HTMLElement>(":scope > .diagram-foot");
  if (known) return known;
  const foot = document.createElement("div");
  foot.className = "diagram-foot";
  foot.dataset["added"] = "";
  const whole = quietButton();
  whole.dataset["whole"] = "";
  whole.addEventListener("click", () => setWhole(!isWhole(figure)));
  const source = quietButton();
  const saySource = () => say(source, isSourceShown(figure), { no: "Show source", yes: "Hide source" });
  source.addEventListener("click", () => {
    if (isSourceShown(figure)) delete figure.dataset["source"];
    else figure.dataset["source"] = "shown";
    saySource();
  });
  saySource();
  foot.append(whole, source);
  figure.append(foot);
  return foot;
}

/** Offers the whole drawing where it is smaller than that, and the smaller one where it is whole. */
export function offerWhole(figure: HTMLElement, isSmaller: boolean) {
  const button = figure.querySelector<HTMLButtonElement>(":scope > .diagram-foot > [data-whole]");
  if (!button) return;
  button.hidden = !isSmaller && !isWhole(figure);
  say(button, isWhole(figure), { no: "Show whole", yes: "Show smaller" });
}

function quietButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  return button;
}

function say(button: HTMLButtonElement, isOn: boolean, words: { no: string; yes: string }) {
  button.textContent = isOn ? words.yes : words.no;
  button.setAttribute("aria-expanded", String(isOn));
}
