/** Each thread as one markdown text, for people: an import reads the tables. */
import type { ClientBase } from "pg";
import { inlineMarkdown as inline, quotedMarkdown } from "~/ui/plain-markdown";
import { counted } from "~/ui/count";
import { groupRows, readRows } from "./snapshot.server";
import type { Kind } from "./table-plan";

type Row = {
  threadId: number;
  slug: string;
  title: string;
  tags: string[];
  postCount: number;
  id: number;
  number: number;
  answers: number | null;
  status: "visible" | "hidden" | "deleted";
  handle: string;
  name: string;
  at: string;
  body: string;
};

export async function* threadFiles(client: ClientBase, kind: Kind) {
  const pages = readRows<Row>(
    client,
    `select p."threadId", t."slug", t."title", t."postCount", p."id", p."number", p."status", q."number" as answers, m."handle", m."name",
       array(select g."slug"::text from "ThreadTag" f join "Tag" g on g."id" = f."tagId" where f."threadId" = t."id" order by f."position") as tags,
       to_char(p."createdAt" at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') as at, r."body"
     from "Post" p join "Thread" t on t."id" = p."threadId" join "Member" m on m."id" = p."authorId"
     join "PostRevision" r on r."postId" = p."id" and r."number" = p."revision" left join "Post" q on q."id" = p."parentId"
     ${kind === "public" ? `where t."status" = 'visible'` : ""}
     order by p."threadId", p."number"`,
    { atOnce: 100 },
  );
  for await (const { first, rows } of groupRows(pages, ({ threadId }) => threadId))
    yield { path: `threads/${first.threadId}-${first.slug}.md`, content: thread(first, rows, kind) };
}

async function* thread(first: Row, posts: AsyncIterable<Row>, kind: Kind): AsyncGenerator<string> {
  const tags = first.tags.length > 0 ? `\n- Tags: ${first.tags.join(", ")}` : "";
  yield `# ${inline(first.title)}\n\n- Thread ${first.threadId}\n- ${counted(first.postCount, "post")}${tags}\n`;
  for await (const post of posts)
    yield `\n${kind === "full" || post.status === "visible" ? whole(post) : removed(post)}`;
}

const removed = ({ number, status }: Row) =>
  `## Post ${number}\n\nNot shown: ${status === "deleted" ? "deleted by its author" : "hidden by a moderator"}.\n`;

const whole = ({ id, number, answers, status, handle, name, at, body }: Row) =>
  [
    `## Post ${number}\n`,
    `- By ${inline(name)} (@${handle}), ${at}`,
    `- Number ${id} of the forum's posts`,
    ...(answers === null ? [] : [`- In reply to post ${answers}`]),
    ...(status === "visible" ? [] : [`- ${status === "deleted" ? "Deleted by its author" : "Hidden by a moderator"}`]),
    "",
    quotedMarkdown(body),
    "",
  ].join("\n");
