import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { countAttempt, limits, requireOwner, waitInWords } from "~/features/auth/auth.server";
import { endInboxFeed, makeInboxFeed, readInboxFeed } from "~/features/notifications/notifications.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { invariantResponse } from "~/platform/responses.server";
import { privateMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";

export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireOwner(context);
  return json({ feed: await readInboxFeed(member) });
}

/** A new address is said in the answer itself, once: the database can't say it again. */
export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireOwner(context);
  const intent = (await request.formData()).get("intent");
  invariantResponse(intent === "make" || intent === "end", "Choose what to do.", { status: 422 });
  if (intent === "end") {
    await endInboxFeed(member);
    return redirect(paths.inboxFeedSettings(), 303);
  }
  const wait = await countAttempt(limits.newFeedByMember, member.id);
  invariantResponse(wait === 0, `That was often. Try again ${waitInWords(wait)}.`, {
    status: 429,
    headers: { "Retry-After": String(wait) },
  });
  const list = env().publicOrigin + paths.inboxFeed(await makeInboxFeed(member));
  return json({ addresses: [`${list}.rss`, `${list}.atom`, `${list}.json`] });
}

const formats = ["RSS", "Atom", "JSON Feed"];

export default function InboxFeedSettings() {
  const { feed } = useLoaderData<typeof loader>();
  const addresses = useActionData<typeof action>()?.addresses;
  return (
    <section className="settings">
      <h1>Feed of your inbox</h1>
      <p className="page-lead">
        A feed reader can follow your <a href={paths.inbox()}>inbox</a> at a secret address. Whoever has the address
        reads your notices, without signing in; nobody can write or change anything with it.
      </p>
      {addresses && (
        <section className="settings-form" aria-labelledby="new-address">
          <h2 id="new-address">The new address</h2>
          <p>Copy it now: it is shown this once, and not kept here.</p>
          {addresses.map((address, index) => (
            <div className="field" key={address}>
              <label htmlFor={`address-${index}`}>{formats[index]}</label>
              <input id={`address-${index}`} readOnly defaultValue={address} />
            </div>
          ))}
        </section>
      )}
      <Form method="post" reloadDocument className="settings-form">
        <p>
          {feed ? (
            <>
              The address was made <Time at={feed.madeAt} />
              {feed.readAt ? (
                <>
                  {" "}
                  and last read <Time at={feed.readAt} />.
                </>
              ) : (
                " and was not read yet."
              )}{" "}
              If somebody else may know it, replace it: the old one stops working at once.
            </>
          ) : (
            "There is no address yet."
          )}
        </p>
        <div className="form-actions">
          <button className="button button-primary" name="intent" value="make">
            {feed ? "Replace the address" : "Make an address"}
          </button>
          {feed && (
            <button className="button" name="intent" value="end">
              Take it back
            </button>
          )}
        </div>
      </Form>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Feed of your inbox");
