/** What a drawing takes from the page around it. */
import { type Look, lookColours } from "./diagram-messages";

/** The page's colours at this place. A token is an expression, so read its computed value from a probe element. */
export function lookOf(place: HTMLElement): Look {
  const probe = document.createElement("span");
  probe.dataset["added"] = "";
  place.append(probe);
  const colours = Object.fromEntries(
    lookColours.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  ) as Record<(typeof lookColours)[number], string>;
  const isDark = brightness(colours.page) < 0.5;
  probe.remove();
  return { ...colours, isDark };
}

function brightness(colour: string) {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return (0.3 * red + 0.59 * green + 0.11 * blue) / 255;
}
