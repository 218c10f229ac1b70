import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { keyDays, KeyForm, mostKeys, scopes, scopeWords } from "~/features/api/api";
import { type ListedKey, listKeys, makeKey, revokeKey } from "~/features/api/api.server";
import {
  countAttempt,
  findBan,
  findHeldText,
  limits,
  requireFreshProof,
  requireOwner,
  waitInWords,
} from "~/features/auth/auth.server";
import { WayRow } from "~/features/members/components/way-rows";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { readId } from "~/platform/id-param";
import { counted } from "~/ui/count";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf, fieldOf, type FormState, stateOf, typedAll } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";

export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireOwner(context);
  return json({
    keys: await listKeys(member.id),
    held: await findHeldText(context.url),
    now: new Date().toISOString(),
  });
}

type Answer = { made: string | null; reply: FormState };
const answer = (reply: FormState, status: number, headers: Record<string, string> = {}) =>
  json<Answer>({ made: null, reply }, { status, headers });

/** A new key is said in the answer itself, once: the database can't say it again. */
export async function action({ request, context }: ActionFunctionArgs) {
  const owner = await requireOwner(context);
  const fields = await request.clone().formData();
  const revoked = readId(String(fields.get("revoke") ?? ""));
  if (revoked !== null) {
    // One that is gone already is gone: the list says so.
    await revokeKey(owner.id, revoked);
    return redirect(paths.apiKeys(), 303);
  }
  const member = await requireFreshProof(request, context);
  const form = parseForm(fields, KeyForm);
  if (!form.ok) return answer(form.reply, 422);
  const ban = await findBan(member);
  if (ban) return answer(refuse(fields, { "": [ban.words] }), 403);
  const wait = await countAttempt(limits.newKeyByMember, member.id);
  if (wait > 0)
    return answer(refuse(fields, { "": [`You have made many keys. Try again ${waitInWords(wait)}.`] }), 429, {
      "Retry-After": String(wait),
    });
  const made = await makeKey(member.id, form.value);
  if (made === null)
    return answer(refuse(fields, { "": [`You have ${mostKeys} keys: revoke one that you don't need.`] }), 422);
  return json<Answer>({ made, reply: undefined });
}

export default function ApiKeys() {
  const { keys, held, now } = useLoaderData<typeof loader>();
  const done = useActionData<typeof action>() as Answer | undefined;
  const state = done?.reply ?? stateOf(held);
  const chosen = typedAll(state, "scopes");
  return (
    <section className="settings">
      <h1>API keys</h1>
      <p className="page-lead">
        With a key, a program reads what visitors read, and does in your name what you choose below. What it can do and
        how is on the <a href={paths.api()}>page of the API</a>. A <a href={paths.webhooks()}>webhook</a> tells your
        program of what happens; it ends with its key.
      </p>
      {done?.made && (
        <section className="settings-form" aria-labelledby="new-key">
          <h2 id="new-key">The new key</h2>
          <p>Copy it now: it is shown this once, and not kept here.</p>
          <div className="field">
            <label htmlFor="key">Key</label>
            <input id="key" readOnly defaultValue={done.made} spellCheck={false} />
          </div>
        </section>
      )}
      {keys.length > 0 && (
        <Form method="post" reloadDocument className="ways">
          <h2>Your keys</h2>
          <ul>
            {keys.map((key) => (
              <KeyRow key={key.id} apiKey={key} isOver={key.expiresAt <= now} />
            ))}
          </ul>
        </Form>
      )}
      <Form method="post" reloadDocument className="settings-form">
        <h2>Make a key</h2>
        <FormErrors errors={errorsOf(state, "")} />
        <Field
          {...fieldOf(state, "name")}
          label="Name"
          required
          maxLength={60}
          help="Where it is used: “archive script”, “my editor”."
        />
        <fieldset>
          <legend>Beyond reading, it may</legend>
          <div className="field-choices">
            {scopes.map((scope) => (
              <label key={scope}>
                <input type="checkbox" name="scopes" value={scope} defaultChecked={chosen.includes(scope)} />{" "}
                {scopeWords[scope]}
              </label>
            ))}
          </div>
        </fieldset>
        <div className="form-actions">
          <button className="button button-primary">Make a key</button>
        </div>
        <p className="field-help">
          It works for {keyDays} days. It never reads your settings, mail address or notices, and has no rights of a
          moderator.
        </p>
      </Form>
    </section>
  );
}

function KeyRow({ apiKey, isOver }: { apiKey: ListedKey; isOver: boolean }) {
  const { id, name, beginning, scopes: allowed, createdAt, lastUsedAt, expiresAt, webhookCount } = apiKey;
  return (
    <WayRow
      name={name}
      note={
        <>
          <code>{beginning}…</code> ·{" "}
          {allowed.length === 0 ? "reads" : allowed.map((scope) => scopeWords[scope]).join("; ")} · made{" "}
          <Time at={createdAt} /> ·{" "}
          {lastUsedAt ? (
            <>
              last used <Time at={lastUsedAt} />
            </>
          ) : (
            "not used yet"
          )}{" "}
          · {isOver ? "ended" : "ends"} <Time at={expiresAt} />
          {webhookCount > 0 && `, and ${counted(webhookCount, "webhook", "webhooks")} with it`}
        </>
      }
    >
      <button className="quiet" name="revoke" value={id}>
        {isOver ? "Remove" : "Revoke"}
        <span className="visually-hidden"> {name}</span>
      </button>
    </WayRow>
  );
}

export const meta: MetaFunction = () => privateMeta("API keys");
