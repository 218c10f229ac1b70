/** A demonstration thread as a file: posts in order, each with a head of `key: value` lines and a body in markdown. */
import { z } from "zod";
import { DiagramSizesField, type Relation, relations } from "~/features/posts/posts";
import type { DiagramSizes } from "~/ui/diagram-size";

const Head = z.object({
  by: z.string(),
  at: z.iso.datetime().transform((at) => new Date(at)),
  to: z.coerce.number().int().min(1).optional(),
  relation: z.enum(relations).optional(),
  /** What a browser's form would have sent along with it. */
  diagrams: DiagramSizesField,
});

const ThreadHead = z.object({
  title: z.string(),
  tags: z.string().transform((tags) => tags.split(",").map((tag) => tag.trim())),
});

export type DemonstrationPost = {
  by: string;
  at: Date;
  to?: number | undefined;
  relation?: Relation | undefined;
  diagrams: DiagramSizes;
  body: string;
};
export type DemonstrationThread = { title: string; tags: string[]; posts: DemonstrationPost[] };

export function readThread(file: string): DemonstrationThread {
  const parts = file.split(/^<!-- reply -->\n/m).map(splitHead);
  const { title, tags } = ThreadHead.parse(parts[0]!.head);
  return { title, tags, posts: parts.map(({ head, body }) => ({ ...Head.parse(head), body })) };
}

function splitHead(part: string) {
  const [, head = "", body = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(part.trimStart()) ?? [];
  const lines = head
    .split("\n")
    .map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)] as const);
  return { head: Object.fromEntries(lines), body: body.trim() };
}
