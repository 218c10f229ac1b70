export type { Letter } from "./letter";
export type { Part, RichLetter, Words } from "./rich-letter";
