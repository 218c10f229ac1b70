/** What an import could not take over as it was: lines of its report. */
import { z } from "zod";

/** A quote, link, name or picture whose target isn't here may be found by a later run; the others are as good as they get. */
const kinds = [
  "quote",
  "link",
  "kept-link",
  "name",
  "upload",
  "fold",
  "poll",
  "emoji",
  "markup",
  "text",
  "post",
  "topic",
  "category",
  "tag",
  "small-action",
  "edited-here",
] as const;

const Note = z.object({ kind: z.enum(kinds), words: z.string().max(400) });
export type Note = z.infer<typeof Note>;
export type NoteKind = Note["kind"];

/** Stored notes; what another release wrote otherwise is left out. */
export const readNotes = (value: unknown): Note[] =>
  z
    .array(z.unknown())
    .catch([])
    .parse(value)
    .flatMap((one) => Note.safeParse(one).data ?? []);

const open = new Set<NoteKind>(["quote", "link", "kept-link", "name", "upload"]);

export const isOpenNote = ({ kind }: Note): boolean => open.has(kind);
export const isOpen = (notes: Note[]): boolean => notes.some(isOpenNote);

/** A link that stays on purpose is no line of the report. */
export const isReported = ({ kind }: Note): boolean => kind !== "kept-link";

/** What a line of the report says before the words it is about. */
const noteWords: Record<NoteKind, string> = {
  quote: "A quote of a post that is not here stays as it was",
  link: "A link to a page that is not here stays as it was",
  "kept-link": "A link to the other forum stays as it was",
  name: "A name that nobody here had there stays a word",
  upload: "A file that is no picture, or can’t be had, stays as it was",
  fold: "Shown unfolded",
  poll: "A poll became a list",
  emoji: "An emoji that is not known stays as it was",
  markup: "Markup that is not known stays as it was",
  text: "Text",
  post: "Not taken over",
  topic: "Not taken over",
  category: "No tag is named for the category",
  tag: "No tag is named for the tag",
  "small-action": "A line about the topic is not shown",
  "edited-here": "Changed there, but edited here since: the text here stays",
};

/** The same where lines are counted, and what they are about is not said. */
export const countWords: Record<NoteKind, string> = {
  ...noteWords,
  text: "Texts made from html, cut, or shown as they were typed",
};

export const lineOf = ({ kind, words }: Note): string => `${noteWords[kind]}: ${words}`;

const mostOfPost = 60;

/** Each once, and not more than a person reads. */
export function distinct(notes: Note[], most = mostOfPost): Note[] {
  const seen = new Set<string>();
  return notes
    .filter(({ kind, words }) => !seen.has(`${kind} ${words}`) && seen.add(`${kind} ${words}`))
    .slice(0, most)
    .map(({ kind, words }) => ({ kind, words: words.replaceAll(/\s+/g, " ").slice(0, 400) }));
}
