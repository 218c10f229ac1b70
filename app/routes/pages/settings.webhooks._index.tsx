import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { listKeys } from "~/features/api/api.server";
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
import { NewSecret } from "~/features/webhooks/components/new-secret";
import { eventTypes, eventWords, HookForm, mostHooks, stateWords } from "~/features/webhooks/webhooks";
import { type ListedHook, listHooks, makeHook } from "~/features/webhooks/webhooks.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { counted } from "~/ui/count";
import { Field, FormErrors, SelectField } from "~/ui/field";
import { errorsOf, fieldOf, type FormState, stateOf, typedAll } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";

export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireOwner(context);
  const now = new Date().toISOString();
  const keys = await listKeys(member.id);
  return json({
    hooks: await listHooks(member.id),
    keys: keys.filter(({ expiresAt }) => expiresAt > now).map(({ id, name }) => ({ id, name })),
    held: await findHeldText(context.url),
  });
}

type Made = { id: number; secret: string };
type Answer = { made: Made | null; reply: FormState };
const answer = (reply: FormState, status: number, headers: Record<string, string> = {}) =>
  json<Answer>({ made: null, reply }, { status, headers });

/** A secret is said in the answer itself, once. */
export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireFreshProof(request, context);
  const form = parseForm(await request.formData(), HookForm);
  if (!form.ok) return answer(form.reply, 422);
  const ban = await findBan(member);
  if (ban) return answer(refuse(form.fields, { "": [ban.words] }), 403);
  const wait = await countAttempt(limits.newWebhookByMember, member.id);
  if (wait > 0)
    return answer(refuse(form.fields, { "": [`You have made many webhooks. Try again ${waitInWords(wait)}.`] }), 429, {
      "Retry-After": String(wait),
    });
  const made = await makeHook(member.id, form.value);
  if (!made.ok) return answer(refuse(form.fields, { [made.field]: [made.words] }), 422);
  return json<Answer>({ made: { id: made.id, secret: made.secret }, reply: undefined });
}

export default function Webhooks() {
  const { hooks, keys, held } = useLoaderData<typeof loader>();
  const done = useActionData<typeof action>() as Answer | undefined;
  const state = done?.reply ?? stateOf(held);
  return (
    <section className="settings">
      <h1>Webhooks</h1>
      <p className="page-lead">
        A webhook tells a program of yours what happens here, as it happens: it sends ids and addresses to an address
        that you give. What is sent and how is on the <a href={`${paths.api()}#webhooks`}>page of the API</a>.
      </p>
      {done?.made && (
        <NewSecret secret={done.made.secret}>
          <div className="form-actions">
            <a className="button" href={paths.webhook(done.made)}>
              Go to the webhook
            </a>
          </div>
        </NewSecret>
      )}
      {hooks.length > 0 && (
        <section className="ways" aria-labelledby="own-webhooks">
          <h2 id="own-webhooks">Your webhooks</h2>
          <ul>
            {hooks.map((hook) => (
              <HookRow key={hook.id} hook={hook} />
            ))}
          </ul>
        </section>
      )}
      {hooks.length >= mostHooks ? (
        <p className="ways-note">You have {mostHooks} webhooks, which is as many as a member can have.</p>
      ) : keys.length === 0 ? (
        <section className="settings-part">
          <h2>Make a webhook</h2>
          <p>
            A webhook belongs to a key of the API and ends with it. <a href={paths.apiKeys()}>Make a key first.</a>
          </p>
        </section>
      ) : (
        <NewHook state={state} keys={keys} />
      )}
    </section>
  );
}

function HookRow({ hook }: { hook: ListedHook }) {
  return (
    <WayRow
      name={hook.address}
      note={
        <>
          {stateWords[hook.state]} · {counted(hook.events.length, "type of event", "types of events")} · key{" "}
          {hook.key.name} · made <Time at={hook.createdAt} short />
          {hook.failingSince && hook.state === "on" && (
            <span className="way-awaited">
              Nothing has been delivered since <Time at={hook.failingSince} />.
            </span>
          )}
        </>
      }
    >
      <a className="quiet" href={paths.webhook(hook)}>
        Open<span className="visually-hidden"> {hook.address}</span>
      </a>
    </WayRow>
  );
}

function NewHook({ state, keys }: { state: FormState; keys: { id: number; name: string }[] }) {
  const isNew = !state?.initialValue;
  const chosen = typedAll(state, "events");
  return (
    <Form method="post" reloadDocument className="settings-form">
      <h2>Make a webhook</h2>
      <FormErrors errors={errorsOf(state, "")} />
      <Field
        {...fieldOf(state, "address")}
        label="Address"
        type="url"
        required
        maxLength={500}
        placeholder="https://hooks.example.org/counterproof"
        help="It begins with https:// and names a public host. Whatever answers with a status from 200 to 299 has taken the message."
      />
      <SelectField {...fieldOf(state, "key")} label="Key" required help="The webhook ends when this key does.">
        {keys.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <fieldset className="field" aria-describedby={errorsOf(state, "events") ? "error-events" : undefined}>
        <legend>It is told of</legend>
        <div className="field-choices webhook-events">
          {eventTypes.map((type) => (
            <label key={type}>
              <input type="checkbox" name="events" value={type} defaultChecked={isNew || chosen.includes(type)} />
              <span>
                <code>{type}</code> {eventWords[type]}.
              </span>
            </label>
          ))}
        </div>
        {errorsOf(state, "events") && (
          <p className="field-error" id="error-events">
            {errorsOf(state, "events")!.join(" ")}
          </p>
        )}
      </fieldset>
      <div className="form-actions">
        <button className="button button-primary">Make a webhook</button>
      </div>
    </Form>
  );
}

export const meta: MetaFunction = () => privateMeta("Webhooks");
