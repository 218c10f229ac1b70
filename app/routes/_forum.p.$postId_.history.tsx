import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { isModerator } from "~/features/auth/auth";
import { getViewer, requireModerator } from "~/features/auth/auth.server";
import { type DiffPart } from "~/features/posts/posts";
import { diffWords, findPostToEdit, findRevision, listRevisions } from "~/features/posts/posts.server";
import { restoreRevision } from "~/features/moderation/moderation.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { Field } from "~/ui/field";
import { originOf, pageMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";

const numberIn = (text: string | null, fallback: number | null) =>
  text === null ? fallback : /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;

const idOf = (params: LoaderFunctionArgs["params"]) =>
  /^[1-9]\d{0,8}$/.test(params["postId"] ?? "") ? Number(params["postId"]) : 0;

export async function loader({ params, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(context);
  const post = await findPostToEdit(idOf(params), viewer);
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
    post: { id: post.id, number, thread, author, version: post.version, revision: post.revision },
    revisions,
    from,
    to,
    diff: diffWords(before, after),
    mayRestore: isModerator(viewer),
  });
}

/** Brings an old text back, as a new revision with a reason. For moderators; writers edit. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const moderator = await requireModerator(context);
  const post = await findPostToEdit(idOf(params), moderator);
  invariantResponse(post, "There is no such post.", { status: 404 });
  const form = await request.formData();
  const revision = numberIn(String(form.get("restore") ?? ""), null);
  const version = numberIn(String(form.get("version") ?? ""), null);
  const reason = String(form.get("reason") ?? "")
    .replaceAll(/[\s\u0000]+/g, " ")
    .trim();
  invariantResponse(revision && version, "Name the revision to bring back.", { status: 422 });
  invariantResponse(
    reason !== "" && reason.length <= 300,
    "Give a reason, in at most 300 characters. Go back: your form is as you left it.",
    {
      status: 422,
    },
  );

  const restored = await restoreRevision({ by: moderator, postId: post.id, revision, version, reason });
  invariantResponse(restored.ok || restored.reason !== "no-such-revision", "There is no such revision of this post.", {
    status: 404,
  });
  invariantResponse(restored.ok, "The post was edited in the meantime. Go back, reload, and look at what stands now.", {
    status: 409,
  });
  return redirect(paths.postHistory(post), 303);
}

export default function PostHistory() {
  const { post, revisions, from, to, diff, mayRestore } = useLoaderData<typeof loader>();
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
      {mayRestore && to !== post.revision && (
        <Form method="post" className="restore-form" reloadDocument>
          <h2>Bring revision {to} back</h2>
          <input type="hidden" name="version" value={post.version} />
          <Field
            name="reason"
            label="Reason"
            required
            limit={300}
            help="Shown in this history and in the public log. The text becomes a new revision; nothing is lost."
          />
          <div className="form-actions">
            <button className="button" name="restore" value={to}>
              Bring revision {to} back
            </button>
          </div>
        </Form>
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

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data
    ? pageMeta({
        title: `History of post ${data.post.number}, ${data.post.thread.title}`,
        description: `What was changed in post ${data.post.number} by ${data.post.author.name}, word by word.`,
        path: paths.postHistory(data.post),
        origin: originOf(matches),
        noindex: true,
      })
    : [{ title: "Not found · Counterproof" }];
