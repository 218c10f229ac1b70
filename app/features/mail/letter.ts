import { wrapLine } from "~/ui/wrap-line";

/** What a mail says, before it is drawn as text and as html. Plain sentences; addresses only where named. */
export type Letter = {
  /** One line. */
  subject: string;
  heading: string;
  /** What happened, and what to do. */
  paragraphs: string[];
  /** The one thing to do, as an absolute address. */
  action?: { words: string; url: string };
  /** What else to know, below the action. */
  notes?: string[];
  /** Why one gets this mail. */
  reason: string;
};

/** A letter as it leaves. */
export type DrawnMail = {
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  date: Date;
  /** `<post.12@forum.example>`; one is made where none is given. */
  messageId?: string | undefined;
  inReplyTo?: string | undefined;
  references?: string[] | undefined;
  replyTo?: string | undefined;
  /** Where it goes back to; the sender's address where none is given. */
  returnPath?: string | undefined;
  /** Further fields of its head, by name. */
  headers?: Record<string, string>;
};

const width = 72;

/** Lines of at most 72 characters; a longer word, such as an address, stays whole. */
export const wrap = (paragraph: string): string => wrapLine(paragraph, width);

/** A letter as plain text. */
export function letterText({ heading, paragraphs, action, notes = [], reason }: Letter): string {
  const parts = [
    heading,
    ...paragraphs,
    ...(action ? [`${action.words}:\n${action.url}`] : []),
    ...notes,
    `-- \n${wrap(reason)}`,
  ];
  return `${parts.map((part) => (part.includes("\n") ? part : wrap(part))).join("\n\n")}\n`;
}
