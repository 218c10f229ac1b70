import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireOwner } from "~/features/auth/auth.server";
import { listMailedReplies } from "~/features/letters/letters.server";
import { paths } from "~/paths";
import { privateMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";

export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireOwner(context);
  return json({ replies: await listMailedReplies(member.id) });
}

/** What one answered by mail, what became of it, and what was left out. */
export default function RepliesByMail() {
  const { replies } = useLoaderData<typeof loader>();
  return (
    <article className="inbox">
      <header className="inbox-head">
        <h1>Replies by mail</h1>
        <a href={paths.inbox()}>Inbox</a>
      </header>
      <p className="form-context">
        What you wrote above the line was posted, with attached pictures; what stood below it and files that were left
        out are listed here for 31 days, for you alone.
      </p>
      {replies.length === 0 && <p className="none-yet">You have answered nothing by mail.</p>}
      {replies.map((reply) => (
        <Reply key={reply.id} reply={reply} />
      ))}
    </article>
  );
}

type Reply = ReturnType<typeof useLoaderData<typeof loader>>["replies"][number];

function Reply({ reply: { place, isPosted, problem, text, cut, leftOut, at } }: { reply: Reply }) {
  const where = place ? (
    <a href={paths.numbered(place.thread, place.number)}>
      {isPosted ? `Post ${place.number}` : `To post ${place.number}`} in {place.thread.title}
    </a>
  ) : (
    "A post that is not there any more"
  );
  return (
    <section className="inbox-group">
      <h2>{where}</h2>
      <p className="line-note">
        <Time at={at} />
        {!isPosted && `. Not posted. ${problem}`}
      </p>
      {leftOut.length > 0 && (
        <ul className="left-out" aria-label="Files that were left out">
          {leftOut.map((file) => (
            <li key={file}>{file}</li>
          ))}
        </ul>
      )}
      {!isPosted && text !== "" && <pre className="mail-text">{text}</pre>}
      {cut !== "" && (
        <details>
          <summary>What was left out</summary>
          <pre className="mail-text">{cut}</pre>
        </details>
      )}
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Replies by mail");
