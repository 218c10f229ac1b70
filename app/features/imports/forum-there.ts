/** Another forum, wherever it is read from. */
import type { Category, WholeTopic } from "./discourse";

export type ForumThere = {
  /** Scheme and host, without a slash at its end. */
  address: string;
  /** Where it is read from, for administrators. */
  from: string;
  /** The ids of its topics, oldest first. */
  listTopics: () => Promise<number[]>;
  /** A topic with its posts; null where it is there no more, or not for everybody. Throws `Unreadable` for an answer that is none. */
  readTopic: (id: number) => Promise<WholeTopic | null>;
  /** Its categories; none where it doesn't tell them. */
  readCategories: () => Promise<Category[]>;
  /** The bytes of an uploaded file by its address in a text; null where there is none. */
  readUpload: (address: string) => Promise<Buffer | null>;
};

/** An answer that is not what Discourse answers, or none after all attempts; the message is a sentence. */
export class Unreadable extends Error {
  override name = "Unreadable";
}
