import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireOwner } from "~/features/auth/auth.server";
import { keepAsDraft } from "~/features/drafts/drafts.server";
import { listOwnHeld, withdrawHeld } from "~/features/posts/posts.server";
import { listOwnProposals } from "~/features/queue/queue.server";
import { listOwnHeldUploads } from "~/features/uploads/uploads.server";
import { paths } from "~/paths";
import { readId } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { HalfMark } from "~/ui/icon";
import { privateMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";

/** Open to everybody who is signed in, and so to suspended and silenced members. */
export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireOwner(context);
  const [texts, proposals, pictures] = await Promise.all([
    listOwnHeld(member.id),
    listOwnProposals(member.id),
    listOwnHeldUploads(member.id),
  ]);
  return json({ texts, proposals, pictures });
}

/** Takes a held text back: it becomes a draft where its place has none. */
export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireOwner(context);
  const id = readId(String((await request.formData()).get("withdraw") ?? ""));
  invariantResponse(id !== null, "Name the text to take back.", { status: 422 });
  const held = await withdrawHeld(id, member.id);
  invariantResponse(held, "This text waits no longer: it was posted, or decided about.", { status: 409 });
  const isKept = await keepAsDraft(member.id, held);
  if (!isKept) return redirect(paths.held(), 303);
  return redirect(held.thread ? `${paths.thread(held.thread)}#reply` : paths.newThread(), 303);
}

type Text = ReturnType<typeof useLoaderData<typeof loader>>["texts"][number];

export default function Held() {
  const { texts, proposals, pictures } = useLoaderData<typeof loader>();
  if (texts.length + proposals.length + pictures.length === 0)
    return (
      <section className="state-page">
        <HalfMark />
        <h1>Nothing waits</h1>
        <p className="state-lead">
          What a moderator looks at before it stands here is shown on this page, with what was decided about it.
        </p>
        <p>
          <a href={paths.limits()}>What is asked of new members</a>
        </p>
      </section>
    );
  return (
    <section className="drafts">
      <h1>Waiting for a moderator</h1>
      <p className="page-lead">
        Nobody but you and moderators sees it. <a href={paths.limits()}>Why texts wait</a>
      </p>
      <ul className="line-list">
        {texts.map((text) => (
          <HeldText key={text.id} text={text} />
        ))}
        {pictures.map((picture) => (
          <li key={picture.hash}>
            <p className="line-title">
              <a href={paths.upload(picture)}>{picture.alt || "A picture without a description"}</a>
            </p>
            <p className="line-note">
              Held for a moderator, for 48 hours at most · added <Time at={picture.at} short />
            </p>
            <p className="line-excerpt">Posts show its description until then.</p>
          </li>
        ))}
        {proposals.map((one) => (
          <li key={`case-${one.id}`} id={`case-${one.id}`}>
            <p className="line-title">{one.title}</p>
            <p className="line-note">
              {one.decided ? `A moderator ${one.decided.words}` : "Waits for a moderator"} · proposed{" "}
              <Time at={one.at} short />
            </p>
            {one.decided?.reason && <p className="line-excerpt">{one.decided.reason}</p>}
            <details>
              <summary>The text</summary>
              <pre className="held-text" dir="auto" tabIndex={0}>
                {one.text}
              </pre>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

function HeldText({ text }: { text: Text }) {
  const what = text.thread ? `Reply in “${text.thread.title}”` : `Thread “${text.title}”`;
  return (
    <li id={`text-${text.id}`}>
      <p className="line-title">{text.thread ? <a href={paths.thread(text.thread)}>{what}</a> : what}</p>
      <p className="line-note">
        {text.endedAt ? "Not posted" : "Held for a moderator"} · sent <Time at={text.createdAt} short />
      </p>
      <p className="line-excerpt">
        {text.endedAt ? (
          <>
            It stays here until 60 days after it ended. <a href={paths.inbox()}>Your inbox</a> says what was decided.
          </>
        ) : (
          <>
            {text.why}{" "}
            {text.releaseAt ? (
              <>
                Without a decision it is posted after <Time at={text.releaseAt} />.
              </>
            ) : (
              "Because more than one rule matched, it waits until a moderator decides."
            )}
          </>
        )}
      </p>
      <pre className="held-text" dir="auto" tabIndex={0}>
        {text.body}
      </pre>
      {!text.endedAt && (
        <form method="post">
          <button className="quiet" name="withdraw" value={text.id}>
            Take it back<span className="visually-hidden">: {what}</span>
          </button>
        </form>
      )}
    </li>
  );
}

export const meta: MetaFunction = () => privateMeta("Waiting for a moderator");
