import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { readUnsubscribeToken, unsubscribe } from "~/features/letters/letters.server";
import { paths } from "~/paths";
import { privateMeta } from "~/ui/page-meta";

/** Opened, the link asks first: programs that look into mails for their readers open links too. */
export function loader({ params }: LoaderFunctionArgs) {
  const ended = readUnsubscribeToken(params["token"] ?? "");
  return json({ kind: ended?.kind ?? null }, { status: ended ? 200 : 404 });
}

/** One click in a mail program (RFC 8058) or on this page: who has the link may end the letters. */
export async function action({ params }: ActionFunctionArgs) {
  const ended = readUnsubscribeToken(params["token"] ?? "");
  if (!ended) return json({ isEnded: false }, { status: 404 });
  await unsubscribe(ended);
  return json({ isEnded: true });
}

const kindWords = {
  notices: {
    title: "No more mail about notices?",
    lead: "What concerns you stays in your inbox. The weekly digest, if you asked for it, goes on.",
    ended: "You get no more mail about notices",
  },
  digest: {
    title: "No more weekly digest?",
    lead: "Mail about replies and mentions goes on as you chose.",
    ended: "You get no more weekly digest",
  },
};

export default function Unsubscribe() {
  const { kind } = useLoaderData<typeof loader>();
  const isEnded = useActionData<typeof action>()?.isEnded;
  if (!kind)
    return (
      <section className="state-page">
        <h1>This link ends no mail</h1>
        <p className="state-lead">
          Copy the whole address from the mail, or choose what comes by mail in your{" "}
          <a href={paths.notificationSettings()}>settings</a>.
        </p>
      </section>
    );
  const { title, lead, ended } = kindWords[kind];
  return (
    <section className="state-page">
      <h1>{isEnded ? ended : title}</h1>
      <p className="state-lead">{lead}</p>
      {isEnded ? (
        <p>
          You can change this in your <a href={paths.notificationSettings()}>settings</a> at any time.
        </p>
      ) : (
        <Form method="post" className="form-actions">
          <button className="button button-primary">Unsubscribe</button>
          <a href={paths.notificationSettings()}>Choose what comes by mail</a>
        </Form>
      )}
    </section>
  );
}

export const headers = () => ({ "Cache-Control": "no-store" });

export const meta: MetaFunction = () => privateMeta("Unsubscribe");
