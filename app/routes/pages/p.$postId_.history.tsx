import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { askerOf, isModerator } from "~/features/auth/auth";
import { countComparison, getViewer, requireModerator, waitInWords } from "~/features/auth/auth.server";
import { listCitationChanges } from "~/features/citations/citations.server";
import { findPostToEdit, findRevision, listRevisions, previewPost } from "~/features/posts/posts.server";
import { unrenderable } from "~/features/posts/posts";
import { restoreRevision } from "~/features/moderation/moderation.server";
import { paths } from "~/paths";
import { compareTexts } from "~/features/markdown/markdown.server";
import { invariantResponse } from "~/platform/responses.server";
import { Field } from "~/ui/field";
import { HtmlBody } from "~/ui/html-body";
import { pageMeta, siteOf } from "~/ui/page-meta";
import { askedRevisions, RevisionComparison } from "~/ui/revision-comparison";
import { oneLine } from "~/platform/characters";
import { idParam } from "~/platform/id-param";

const numberIn = (field: FormDataEntryValue | null) =>
  typeof field === "string" && /^[1-9]\d{0,5}$/.test(field) ? Number(field) : null;

const views = ["changes", "shown"] as const;

/** How the revisions are shown: their words compared, or the later one as readers saw it, which is what a single one is. */
function viewIn(search: URLSearchParams, { from, to }: { from: number; to: number }) {
  const view = search.get("view") ?? (from === to ? "shown" : "changes");
  return views.find((one) => one === view);
}

const idOf = (params: LoaderFunctionArgs["params"]) => idParam(params["postId"]);

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(context);
  const post = await findPostToEdit(idOf(params), viewer);
  invariantResponse(post, "There is no such post.", { status: 404 });

  const revisions = await listRevisions(post.id);
  const asked = askedRevisions(context.url.searchParams, post.revision);
  invariantResponse(asked, "Name two revisions by their numbers.", { status: 400 });
  const { from, to } = asked;
  const view = viewIn(context.url.searchParams, asked);
  invariantResponse(view, "A history shows “changes” or “shown”.", { status: 400 });
  const wait = await countComparison({ address: context.address, member: viewer });
  invariantResponse(wait === 0, `Too many comparisons were asked for. Try again ${waitInWords(wait)}.`, {
    status: 429,
    headers: { "Retry-After": String(wait) },
  });
  const [before, after] = await Promise.all([findRevision(post.id, from), findRevision(post.id, to)]);
  invariantResponse(before !== null && after !== null, "There is no such revision of this post.", { status: 404 });
  const { number, thread, author } = post;
  const asker = askerOf({ request, context, viewer });
  const erased = new Set(revisions.filter((one) => one.isErased).map((one) => one.number));
  const isErased = [from, to].some((number) => erased.has(number));
  const shown = view === "shown" && !isErased ? await previewPost(after, viewer, asker) : null;
  return json({
    post: { id: post.id, number, thread, author, version: post.version, revision: post.revision },
    revisions,
    from,
    to,
    diff: shown || isErased ? [] : await compareTexts(before, after, asker),
    shown: shown && (shown.ok ? { html: shown.html } : { fault: unrenderable }),
    citations: from === to ? [] : await listCitationChanges(post.id, { from, to }),
    isErased,
    isCitable: post.status === "visible" && thread.status === "visible" && !erased.has(to),
    mayRestore: isModerator(viewer) && !erased.has(to),
    mayErase: isModerator(viewer) && !erased.has(to) && viewer?.id !== author.id,
  });
}

/** Brings an old text back, as a new revision with a reason. For moderators; authors edit instead. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const moderator = await requireModerator(context);
  const post = await findPostToEdit(idOf(params), moderator);
  invariantResponse(post, "There is no such post.", { status: 404 });
  const form = await request.formData();
  const revision = numberIn(form.get("restore"));
  const version = numberIn(form.get("version"));
  const reason = oneLine(String(form.get("reason") ?? ""));
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
  invariantResponse(restored.ok || restored.reason !== "text-not-renderable", unrenderable, { status: 422 });
  invariantResponse(restored.ok, "The post was edited in the meantime. Go back, reload, and look at what stands now.", {
    status: 409,
  });
  return redirect(paths.postHistory(post), 303);
}

export default function PostHistory() {
  const { post, revisions, from, to, diff, shown, citations, isErased, isCitable, mayRestore, mayErase } =
    useLoaderData<typeof loader>();
  return (
    <article className="history">
      <h1>History of post {post.number}</h1>
      <p className="form-context">
        by <a href={paths.member(post.author)}>{post.author.name}</a> in{" "}
        <a href={paths.postInThread(post.thread, post)}>{post.thread.title}</a>
      </p>
      <RevisionComparison
        revisions={revisions.map(({ editor, ...revision }) => ({
          ...revision,
          editor: { name: editor.name, href: paths.member(editor) },
        }))}
        from={from}
        to={to}
        diff={diff}
        first="as first posted"
        views={{
          changes: paths.postHistory(post, { from, to, view: "changes" }),
          shown: paths.postHistory(post, { from, to, view: "shown" }),
        }}
        shown={
          isErased ? (
            <p>A moderator erased this text: it had personal data in it.</p>
          ) : (
            shown && ("html" in shown ? <RevisionText html={shown.html} /> : <p>{shown.fault}</p>)
          )
        }
      />
      {isCitable && (
        <p className="line-note">
          <a href={paths.postRevision(post, to)}>{`Revision ${to} on a page of its own`}</a>, whose address stays
        </p>
      )}
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
      {mayErase && (
        <p className="line-note">
          <a href={paths.eraseRevision(post, to)}>{`Erase the text of revision ${to}`}</a>, where it has personal data
          in it
        </p>
      )}
      {mayRestore && to !== post.revision && (
        <Form method="post" className="restore-form" reloadDocument>
          <h2>{`Bring revision ${to} back`}</h2>
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
              {`Bring revision ${to} back`}
            </button>
          </div>
        </Form>
      )}
    </article>
  );
}

/** A revision as readers saw it, with the charts and findings of today. */
function RevisionText({ html }: { html: string }) {
  return (
    <>
      <p className="form-context">
        Charts, and the marks at numbers, come from today’s data: they can differ from what readers saw then.
      </p>
      <HtmlBody id="revision" className="prose" html={html} />
    </>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data
    ? pageMeta({
        title: `History of post ${data.post.number}, ${data.post.thread.title}`,
        description: `What was changed in post ${data.post.number} by ${data.post.author.name}, word by word.`,
        path: paths.postHistory(data.post),
        site: siteOf(matches),
        noindex: true,
      })
    : [{ title: "Not found · Counterproof" }];
