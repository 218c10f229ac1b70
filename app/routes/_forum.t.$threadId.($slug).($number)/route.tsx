import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { type ShouldRevalidateFunctionArgs, useActionData, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { isModerator } from "~/features/auth/auth";
import { countAttempt, getViewer, inWords, limits, requireMember } from "~/features/auth/auth.server";
import { findHeldText, signInKeepingText } from "~/features/drafts/drafts.server";
import { PostArticle, PostStubLine } from "~/features/posts/components/post";
import { type PostStub, type PostView, ReplyForm as ReplySchema } from "~/features/posts/posts";
import { createPost, previewPost } from "~/features/posts/posts.server";
import { VoteButtons } from "~/features/signals/components/vote-buttons";
import { findThread } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { keepRetryAfter } from "~/platform/page-headers";
import { parseForm, refuse } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import type { loader as rootLoader } from "~/root";
import { Fragment } from "react";
import { originOf, pageMeta } from "~/ui/page-meta";
import { stateOf } from "~/ui/form-state";
import { ReplyForm } from "./reply-form";
import { ThreadEventLine } from "./thread-event";
import { refusalWords } from "./refusal-words";
import { ThreadHeader } from "./thread-header";
import { loadThreadPage } from "./thread-page.server";
import { WindowPager } from "./window-pager";

async function threadOf({ params, context }: Pick<LoaderFunctionArgs, "params" | "context">) {
  const id = /^[1-9]\d{0,9}$/.test(params["threadId"] ?? "") ? Number(params["threadId"]) : 0;
  const viewer = await getViewer(context);
  const thread = id > 0 && id <= 2_147_483_647 ? await findThread(id, viewer) : null;
  invariantResponse(thread, "There is no such thread.", { status: 404 });
  return { thread, viewer };
}

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { thread, viewer } = await threadOf({ params, context });
  const asked = params["number"];
  invariantResponse(asked === undefined || /^[1-9]\d{0,9}$/.test(asked), "There is no such page of this thread.", {
    status: 404,
  });
  const number = Number(asked ?? 1);
  if (params["slug"] !== thread.slug) throw redirect(paths.threadAt(thread, number) + context.url.search, 301);

  const replyTo = Number(context.url.searchParams.get("reply")) || null;
  const { screen, bodies } = await loadThreadPage({ thread, number, replyTo, viewer });
  const held = viewer ? await findHeldText(context.url) : null;
  // A page sent whole carries the texts in its html; only navigation within the app gets them as data.
  for (const [id, html] of bodies) context.bodies.set(`p-${id}`, html);
  return json({
    ...screen,
    held,
    idempotencyKey: viewer ? context.requestId : null,
    bodies: context.isForData ? Object.fromEntries(bodies) : null,
  });
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return signInKeepingText(request, context);
  const author = await requireMember(context);
  const { thread } = await threadOf({ params, context });

  const form = await parseForm(request, ReplySchema);
  if (!form.ok) return json({ reply: form.reply, preview: null }, { status: 422 });
  const { intent, body, parent, relation, idempotencyKey } = form.value;

  if (intent === "preview") {
    const preview = await previewPost(body, author);
    const errors: Record<string, string[]> = preview.ok ? {} : { body: [refusalWords["text-not-renderable"].words] };
    return json(
      { reply: refuse(form.fields, errors), preview: preview.ok ? preview.html : null },
      { status: preview.ok ? 200 : 422 },
    );
  }

  const wait = await countAttempt(limits.postByMember, author.id);
  if (wait > 0) {
    const words = `You have posted a lot in a short time. Try again ${inWords(wait)}; your text is still here.`;
    return json(
      { reply: refuse(form.fields, { "": [words] }), preview: null },
      { status: 429, headers: { "Retry-After": String(wait) } },
    );
  }
  const created = await createPost({
    author,
    threadId: thread.id,
    body,
    parentId: parent,
    relation,
    key: idempotencyKey,
  });
  if (!created.ok) {
    const { field, words, status } = refusalWords[created.reason];
    return json({ reply: refuse(form.fields, { [field]: [words] }), preview: null }, { status });
  }
  return redirect(paths.post(created.post), 303);
}

/** A vote's answer holds its counts: the texts need not come again for it. */
export function shouldRevalidate({ formAction, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return formAction && /^\/p\/\d+\/vote$/.test(formAction) ? false : defaultShouldRevalidate;
}

export default function ThreadPage() {
  const {
    thread,
    posts,
    stubs,
    votes,
    events,
    editable,
    shown,
    mayReply,
    answered,
    window,
    held,
    idempotencyKey,
    bodies,
  } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer;
  const mayModerate = isModerator(viewer ?? null);
  const lines: (PostView | PostStub)[] = [...posts, ...stubs].sort((a, b) => a.number - b.number);
  return (
    <article className="thread">
      <ThreadHeader thread={thread} mayModerate={mayModerate} />
      <WindowPager thread={thread} window={window} place="above" />
      <div className="posts">
        {lines.map((line) => (
          <Fragment key={line.id}>
            {"reason" in line ? (
              <PostStubLine stub={line} />
            ) : (
              <PostArticle
                post={line}
                thread={thread}
                mayReply={mayReply}
                isTarget={line.number === shown && shown > 1}
                votes={
                  // Buttons of their own for each loading: what a vote answered is older than what is loaded after it.
                  <VoteButtons
                    key={`${idempotencyKey}`}
                    post={line}
                    own={votes[line.id] ?? []}
                    viewer={viewer ?? null}
                  />
                }
                mayEdit={editable.includes(line.id)}
                mayModerate={mayModerate}
                html={bodies?.[line.id]}
              />
            )}
            {events
              .filter((event) => event.afterNumber === line.number)
              .map((event) => (
                <ThreadEventLine key={event.id} event={event} />
              ))}
          </Fragment>
        ))}
      </div>
      <WindowPager thread={thread} window={window} place="below" />
      <ReplyForm
        // A fresh form after each post, and for each post answered.
        key={`${idempotencyKey}`}
        thread={thread}
        viewer={viewer ?? null}
        mayReply={mayReply}
        answered={answered}
        idempotencyKey={idempotencyKey}
        state={refused?.reply ?? stateOf(held)}
        preview={refused?.preview ?? null}
      />
    </article>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data
    ? pageMeta({
        title: data.thread.title,
        description: data.summary,
        path: paths.threadAt(data.thread, data.window.first),
        origin: originOf(matches),
        type: "article",
      })
    : [{ title: "Not found · Counterproof" }];

export const headers = keepRetryAfter;
