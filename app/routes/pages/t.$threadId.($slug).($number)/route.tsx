import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import {
  type ClientActionFunctionArgs,
  type ShouldRevalidateFunctionArgs,
  useActionData,
  useLoaderData,
  useRouteLoaderData,
} from "@remix-run/react";
import { isModerator, type Viewer } from "~/features/auth/auth";
import { findHeldText, getViewer, refusedText, requireMember, signInKeepingText } from "~/features/auth/auth.server";
import { placeOf } from "~/features/drafts/drafts";
import { deleteDraft, deletionOfDraft, sentBefore, writingIntent } from "~/features/drafts/drafts.server";
import { ReplyForm as ReplySchema } from "~/features/posts/posts";
import { oEmbedLinks, threadCard } from "~/features/embeds/embeds";
import { FeedLink } from "~/features/feeds/components/feed-link";
import { feedLinks } from "~/features/feeds/feeds";
import { readViewQuery } from "~/features/reading/reading";
import { answerOf, createPost, findMovedPost, reserveReply } from "~/features/posts/posts.server";
import { findThreadToAnswer, followMerge } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { refuse } from "~/platform/form.server";
import { pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import type { loader as rootLoader } from "~/root";
import { threadTopic } from "~/platform/thread-topic";
import { HtmlBody } from "~/ui/html-body";
import type { PageFoot } from "~/ui/page-foot";
import { pageMeta, siteOf } from "~/ui/page-meta";
import { PartEnd, type PageInParts } from "~/ui/part-end";
import { loadAgainUnlessRefused, sentOrKept } from "~/ui/sent-or-kept";
import { Conversation } from "./conversation";
import { PrintView } from "./print-view";
import { loadPrintView } from "./print-view.server";
import { Rail } from "./rail";
import { refusalWords } from "./refusal-words";
import { useWindows } from "./use-windows";
import { ThreadHeader } from "./thread-header";
import { loadThreadPage } from "./thread-page.server";
import { idParam, readId } from "~/platform/id-param";

const noThread = "There is no such thread.";

export const handle: PageFoot & PageInParts = { foot: "bar", inParts: true };

export async function loader({ params, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(context);
  const asked = params["number"];
  invariantResponse(asked === undefined || readId(asked) !== null, "There is no such page of this thread.", {
    status: 404,
  });
  const wanted = context.url.searchParams.get("post");
  if (wanted !== null && params["slug"]) throw redirect(placeInThread(params, wanted), 302);
  const number = asked === undefined ? null : Number(asked);
  if (context.url.searchParams.get("print") === "all") return readPrintView(params, number ?? 1, viewer, context);
  const query = readViewQuery(context.url.searchParams);
  invariantResponse(
    query,
    "A thread is viewed as “flat”, “tree” or “map”; its tree is sorted by “worth”, “new” or “old”, and begins with a post's number.",
    { status: 400 },
  );
  const replyTo = readId(context.url.searchParams.get("reply"));
  const page = await loadThreadPage({ id: idParam(params["threadId"]), number, query, replyTo, viewer });
  if (page?.screen.thread.status !== "visible") await leadToMovedPosts(idParam(params["threadId"]), number);
  invariantResponse(page, noThread, { status: 404 });
  const { screen, bodies } = page;
  const { thread } = screen;
  if (params["slug"] !== thread.slug) throw redirect(paths.threadAt(thread, number ?? 1) + context.url.search, 301);

  const held = viewer ? await findHeldText(context.url) : null;
  // A page sent whole carries the texts in its html; only navigation within the app gets them as data.
  for (const [id, html] of bodies) context.bodies.set(`p-${id}`, html);
  return pageData(context, {
    print: null,
    ...screen,
    held,
    idempotencyKey: viewer ? context.requestId : null,
    bodies: context.wants === "data" ? Object.fromEntries(bodies) : null,
  });
}

/** A thread without posts of its own was merged: its addresses lead to where its posts are. */
async function leadToMovedPosts(threadId: number, number: number | null) {
  const intoId = await followMerge(threadId);
  if (intoId === threadId) return;
  const postId = await findMovedPost(threadId, number);
  throw redirect(postId === null ? paths.threadById(intoId) : paths.post({ id: postId }), 302);
}

/** Where the field for a post's number leads; to the thread's beginning for what is no number. */
function placeInThread(params: LoaderFunctionArgs["params"], wanted: string) {
  const thread = { id: idParam(params["threadId"]), slug: params["slug"] ?? "" };
  const number = readId(wanted) ?? 1;
  return number === 1 ? paths.threadView(thread, "flat") : paths.numbered(thread, number);
}

async function readPrintView(
  params: LoaderFunctionArgs["params"],
  number: number,
  viewer: Viewer,
  context: LoaderFunctionArgs["context"],
) {
  const view = await loadPrintView({ id: idParam(params["threadId"]), number, viewer, now: new Date() });
  invariantResponse(view, noThread, { status: 404 });
  const { print, bodies } = view;
  if (params["slug"] !== print.thread.slug)
    throw redirect(paths.threadAt(print.thread, number) + context.url.search, 301);
  for (const [id, html] of bodies) context.bodies.set(id, html);
  return pageData(context, { print });
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return signInKeepingText(request, context);
  const author = await requireMember(context, request);
  const threadId = idParam(params["threadId"]);
  const fields = await request.formData();
  const parentId = readId(String(fields.get("parent"))) ?? undefined;
  // One statement for both; a preview and a draft need no place.
  const [thread, reserved] = await Promise.all([
    findThreadToAnswer(threadId, author),
    (fields.get("intent") ?? "reply") === "reply" ? reserveReply({ threadId, parentId }) : null,
  ]);
  if (!thread) throw refusedText(fields, { status: 404, message: noThread });

  const place = placeOf.reply(thread);
  const writing = await writingIntent({
    fields,
    schema: ReplySchema,
    author,
    place,
    thread,
    isNew: true,
    request,
    address: context.address,
  });
  if (writing.is === "saved") return redirect(`${context.url.pathname}#reply`, 303);
  if (writing.is === "answered") return json(writing.answer, writing.init);

  const { body, parent, relation, disclosure, diagramSizes, idempotencyKey } = writing.value;
  const reply = {
    author,
    threadId: thread.id,
    body,
    parentId: parent,
    relation,
    disclosure,
    diagramSizes,
    key: idempotencyKey,
    address: context.address,
    also: [deletionOfDraft(author.id, place)],
  };
  const isForThis = threadId === reply.threadId && parentId === reply.parentId;
  const created = await createPost(reply, isForThis ? reserved : null);
  if (!created.ok && created.reason === "sent-before")
    return json(sentBefore(fields, created.earlier.body, context.requestId), { status: 409 });
  if (!created.ok && created.reason === "held") {
    await deleteDraft(author.id, place);
    return redirect(paths.heldText(created.heldId), 303);
  }
  if (!created.ok && created.reason === "not-now")
    return json({ reply: refuse(fields, { "": [created.notNow.words] }), preview: null }, answerOf(created.notNow));
  if (!created.ok) {
    const { field, words, status } = refusalWords[created.reason];
    return json({ reply: refuse(fields, { [field]: [words] }), preview: null }, { status });
  }
  return redirect(paths.post(created.post), 303);
}

/** What was not sent for want of a connection stays in the form. */
export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  sentOrKept(() => serverAction<typeof action>(), { preview: null });

/**
 * The answer to a vote, a reaction or a bookmark holds what changed, and a refused form its words: the texts need not come again
 * for them, and a reply that is being written stays as it is.
 */
export const shouldRevalidate = (args: ShouldRevalidateFunctionArgs) =>
  args.formAction && /^\/p\/\d+\/(?:vote|react|bookmark)$/.test(args.formAction) ? false : loadAgainUnlessRefused(args);

export default function ThreadPage() {
  const data = useLoaderData<typeof loader>();
  const root = useRouteLoaderData<typeof rootLoader>("root");
  if (data.print) {
    // Nothing in it changes: React leaves it as it was sent, and `PrintView` is only in the server's build.
    if (!import.meta.env.SSR) return <HtmlBody id="print-view" />;
    return (
      <div data-body="print-view">
        <PrintView print={data.print} origin={root?.origin ?? ""} />
      </div>
    );
  }
  return <ThreadToAnswer data={data} viewer={root?.viewer ?? null} origin={root?.origin ?? ""} />;
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;
type Given = { data: Extract<Loaded, { print: null }>; viewer: Viewer; origin: string };

function ThreadToAnswer({ data, viewer, origin }: Given) {
  const { print: _print, held, idempotencyKey, bodies: ownBodies, ...ownScreen } = data;
  const { screen, bodies } = useWindows({ screen: ownScreen, bodies: ownBodies });
  const refused = useActionData<typeof action>();
  return (
    <article
      className="thread"
      data-thread-live={threadTopic(screen.thread)}
      data-after={screen.thread.lastUpdate}
      data-path={paths.thread(screen.thread)}
    >
      <ThreadHeader
        thread={screen.thread}
        lockGround={screen.lockGround}
        mayModerate={isModerator(viewer)}
        origin={origin}
        view={screen.view}
        place={screen.place}
        isMember={viewer !== null}
        level={screen.level}
      />
      <PartEnd />
      {screen.view === "flat" && <Rail thread={screen.thread} shown={screen.shown} />}
      <Conversation
        screen={screen}
        viewer={viewer}
        held={held}
        idempotencyKey={idempotencyKey}
        bodies={bodies}
        origin={origin}
        refused={refused ?? null}
      />
      <p className="thread-exports">
        <FeedLink list={paths.thread(screen.thread)} label="RSS feed of this thread" />
        <a href={paths.printThread(screen.thread)}>Print the whole thread</a>
        <a href={paths.threadMarkdown(screen.thread)}>Markdown</a>
        <a href={paths.threadAnnotations(screen.thread)}>Annotations</a>
        {screen.thread.status === "visible" && <a href={paths.threadArchive(screen.thread)}>Archive (zip)</a>}
        <a href={paths.citeThread(screen.thread)}>Cite this thread</a>
      </p>
    </article>
  );
}

/** What is said of passages in it, for programs. */
const annotationsLink = (thread: { id: number; slug: string; title: string }) => ({
  tagName: "link",
  rel: "alternate",
  type: "application/ld+json",
  title: `Quotes, citations and claims in “${thread.title}” as Web Annotations`,
  href: paths.threadAnnotations(thread),
});

/** The same discussion for programs, from the first post of this page on. */
const markdownLink = (thread: { id: number; slug: string; title: string }, from: number) => ({
  tagName: "link",
  rel: "alternate",
  type: "text/markdown",
  title: `“${thread.title}” as markdown`,
  href: paths.threadMarkdown(thread, from),
});

/** What other sites embed: the post that the address names, else the thread. */
const embedded = (thread: { id: number; slug: string }, number: string | undefined) =>
  paths.threadAt(thread, readId(number) ?? 1);

export const meta: MetaFunction<typeof loader> = ({ data, matches, params }) =>
  data?.print
    ? pageMeta({
        title: data.print.thread.title,
        description: `“${data.print.thread.title}” as one document for paper.`,
        path: paths.thread(data.print.thread),
        site: siteOf(matches),
        type: "article",
        noindex: true,
      })
    : data
      ? pageMeta({
          title: data.thread.title,
          description: data.summary,
          path: paths.threadAt(data.thread, data.window.first),
          site: siteOf(matches),
          type: "article",
          picture: { path: paths.threadPicture(data.thread), alt: threadCard(data.thread).alt },
          preview: data.named && {
            title: `${data.thread.title}, post ${data.named.number}`,
            description: data.named.words,
            path: paths.threadAt(data.thread, data.named.number),
            picture: { path: paths.postPicture(data.named), alt: data.named.words },
          },
          links: [
            ...feedLinks(`Posts in “${data.thread.title}”`, paths.thread(data.thread)),
            markdownLink(data.thread, data.window.first),
            annotationsLink(data.thread),
            ...(data.thread.status === "visible"
              ? oEmbedLinks(data.thread.title, embedded(data.thread, params["number"]), siteOf(matches))
              : []),
          ],
          tags: data.thread.status === "visible" ? data.tags : [],
          noindex: data.thread.status !== "visible",
          data: data.data,
        })
      : [{ title: "Not found · Counterproof" }];
