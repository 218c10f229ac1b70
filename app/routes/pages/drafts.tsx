import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireMember } from "~/features/auth/auth.server";
import { readPlace } from "~/features/drafts/drafts";
import { deleteDraft, listDrafts } from "~/features/drafts/drafts.server";
import { findPostTitles } from "~/features/posts/posts.server";
import { findThreadTitles } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { HalfMark } from "~/ui/icon";
import { Time } from "~/ui/time";
import { privateMeta } from "~/ui/page-meta";
import { shorten } from "~/ui/shorten";

type Line = { place: string; title: string; href: string | null; excerpt: string; updatedAt: string };

export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireMember(context);
  const drafts = await listDrafts(member.id);
  const places = drafts.map(({ place }) => readPlace(place));
  const idsOf = (kind: "thread" | "edit") => places.flatMap((place) => (place?.kind === kind ? [place.id] : []));
  const threads = await findThreadTitles(idsOf("thread"), member);
  const posts = await findPostTitles(idsOf("edit"), member);

  const lines = drafts.map(({ place, fields, updatedAt }, index): Line => {
    const read = places[index];
    const text = (fields["body"]?.[0] ?? "").replaceAll(/\s+/g, " ").trim();
    const line = { place, excerpt: shorten(text, 200), updatedAt };
    if (read?.kind === "new")
      return { ...line, title: fields["title"]?.[0] || "A new thread without a title", href: paths.newThread() };
    if (read?.kind === "thread") {
      const thread = threads.get(read.id);
      return thread
        ? { ...line, title: `Reply in “${thread.title}”`, href: `${paths.thread(thread)}#reply` }
        : { ...line, title: "Reply in a thread that is not there any more", href: null };
    }
    const post = read && posts.get(read.id);
    return post
      ? { ...line, title: `Edit of post ${post.number} in “${post.thread.title}”`, href: paths.editPost(post) }
      : { ...line, title: "Edit of a post that is not there any more", href: null };
  });
  return json({ lines });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireMember(context);
  const form = await request.formData();
  const place = String(form.get("place") ?? "");
  invariantResponse(readPlace(place), "Name the draft to throw away.", { status: 422 });
  await deleteDraft(member.id, place);
  return redirect(paths.drafts(), 303);
}

export default function Drafts() {
  const { lines } = useLoaderData<typeof loader>();
  if (lines.length === 0)
    return (
      <section className="state-page">
        <HalfMark />
        <h1>No drafts</h1>
        <p className="state-lead">What you write is kept here until you post it, on every device you sign in on.</p>
        <p>
          <a className="button button-primary" href={paths.newThread()}>
            New thread
          </a>
        </p>
      </section>
    );
  return (
    <section className="drafts">
      <h1>Drafts</h1>
      <p className="page-lead">
        Texts that wait for a moderator stand <a href={paths.held()}>on a page of their own</a>.
      </p>
      <ul className="line-list">
        {lines.map((line) => (
          <li key={line.place}>
            <p className="line-title">{line.href ? <a href={line.href}>{line.title}</a> : line.title}</p>
            <p className="line-note">
              saved <Time at={line.updatedAt} short />
            </p>
            {line.href ? (
              <p className="line-excerpt" dir="auto">
                {line.excerpt}
              </p>
            ) : (
              <pre className="draft-other">{line.excerpt}</pre>
            )}
            <form method="post">
              <button className="quiet" name="place" value={line.place}>
                Discard<span className="visually-hidden"> {line.title}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Drafts");
