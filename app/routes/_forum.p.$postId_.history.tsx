import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { listCitationChanges } from "~/features/citations/citations.server";
import { type DiffPart } from "~/features/posts/posts";
import { diffWords, findPostToEdit, findRevision, listRevisions } from "~/features/posts/posts.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { Time } from "~/ui/time";

const numberIn = (text: string | null, fallback: number) =>
  text === null ? fallback : /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;

export async function loader({ params, context }: LoaderFunctionArgs) {
  const id = /^[1-9]\d{0,8}$/.test(params["postId"] ?? "") ? Number(params["postId"]) : 0;
  const post = await findPostToEdit(id, await getViewer(context));
  invariantResponse(post, "There is no such post.", { status: 404 });

  const revisions = await listRevisions(post.id);
  const { searchParams } = context.url;
  const to = numberIn(searchParams.get("to"), post.revision);
  const from = numberIn(searchParams.get("from"), Math.max(1, (to ?? 1) - 1));
  invariantResponse(to && from, "Name two revisions by their numbers.", { status: 400 });
  const [before, after] = await Promise.all([findRevision(post.id, from), findRevision(post.id, to)]);
  invariantResponse(before !== null && after !== null, "There is no such revision of this post.", { status: 404 });
  const { number, thread, author } = post;
  return json({
    post: { id: post.id, number, thread, author },
    revisions,
    from,
    to,
    diff: diffWords(before, after),
    citations: from === to ? [] : await listCitationChanges(post.id, { from, to }),
  });
}

export default function PostHistory() {
  const { post, revisions, from, to, diff, citations } = useLoaderData<typeof loader>();
  return (
    <article className="history">
      <h1>History of post {post.number}</h1>
      <p className="form-context">
        by <a href={paths.member(post.author)}>{post.author.name}</a> in{" "}
        <a href={paths.postInThread(post.thread, post)}>{post.thread.title}</a>
      </p>
      <form method="get" className="history-choice">
        <table className="revision-rows">
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col">Revision</th>
              <th scope="col">Reason</th>
            </tr>
          </thead>
          <tbody>
            {revisions.map((revision) => (
              <tr key={revision.number}>
                <td>
                  <input
                    type="radio"
                    name="from"
                    value={revision.number}
                    defaultChecked={revision.number === from}
                    aria-label={`Compare from revision ${revision.number}`}
                  />
                </td>
                <td>
                  <input
                    type="radio"
                    name="to"
                    value={revision.number}
                    defaultChecked={revision.number === to}
                    aria-label={`Compare to revision ${revision.number}`}
                  />
                </td>
                <td>
                  <b>{revision.number}</b> <Time at={revision.createdAt} /> by{" "}
                  <a href={paths.member(revision.editor)}>{revision.editor.name}</a>
                </td>
                <td>{revision.reason || (revision.number === 1 ? "as first posted" : "–")}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {revisions.length > 1 && <button className="button">Compare</button>}
      </form>
      <h2>{from === to ? `Revision ${to}` : `From revision ${from} to ${to}`}</h2>
      {diff.every((part) => part.kind === "same") && from !== to && <p>The two are the same.</p>}
      <Diff parts={diff} />
      {citations.length > 0 && (
        <section className="citation-changes">
          <h2>Citations that changed</h2>
          <ul className="line-list">
            {citations.map((change) => (
              <li key={change.id} dir="auto">
                <a href={paths.source(change.source)}>{change.source.title}</a>,{" "}
                {change.field === "locator" ? "place" : change.field}:{" "}
                {change.before ? <del>{change.before}</del> : "none"} →{" "}
                {change.after ? <ins>{change.after}</ins> : "none"}
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

function Diff({ parts }: { parts: DiffPart[] }) {
  return (
    <pre className="diff" tabIndex={0} aria-label="Words removed and added" role="group">
      {parts.map((part, index) =>
        part.kind === "same" ? (
          <span key={index}>{part.text}</span>
        ) : part.kind === "added" ? (
          <ins key={index}>{part.text}</ins>
        ) : (
          <del key={index}>{part.text}</del>
        ),
      )}
    </pre>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: data
      ? `History of post ${data.post.number}, ${data.post.thread.title} · Counterproof`
      : "Not found · Counterproof",
  },
  { name: "robots", content: "noindex" },
];
