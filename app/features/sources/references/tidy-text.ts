import { oneLine } from "../../../platform/characters";
import { startOf } from "../../../ui/shorten";

/** Text by strangers as one line of at most so many characters; the rest is cut off. */
export const tidyText = (text: string, longest: number) => startOf(oneLine(text), longest).trim();
