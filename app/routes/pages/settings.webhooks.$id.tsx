/** One webhook of one's own: what it is, what can be done with it, and what was sent. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import {
  countAttempt,
  findHeldText,
  limits,
  requireFreshProof,
  requireOwner,
  waitInWords,
} from "~/features/auth/auth.server";
import { DeliveryRow } from "~/features/webhooks/components/delivery-row";
import { NewSecret } from "~/features/webhooks/components/new-secret";
import {
  daysKept,
  deliveryFilters,
  type DeliveryFilter,
  hoursOfBoth,
  offWords,
  readDeliveryFilter,
  stateWords,
} from "~/features/webhooks/webhooks";
import {
  deleteHook,
  findHook,
  type ListedHook,
  listDeliveries,
  pauseHook,
  resumeHook,
  rotateSecret,
  sendAgain,
  sendTest,
} from "~/features/webhooks/webhooks.server";
import { paths } from "~/paths";
import { idParam, readId } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { FormErrors } from "~/ui/field";
import { privateMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";

const notFound = "You have no such webhook. It ends with its key.";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const member = await requireOwner(context);
  const hook = await findHook(member.id, idParam(params.id));
  invariantResponse(hook, notFound, { status: 404 });
  const { searchParams } = context.url;
  const before = searchParams.get("before");
  invariantResponse(before === null || readId(before) !== null, "“before” is the number of a delivery.", {
    status: 400,
  });
  const filter = readDeliveryFilter(searchParams.get("state"));
  return json({
    hook,
    filter,
    /** They wanted a new secret and have proved meanwhile that it is them. */
    hasProved: (await findHeldText(context.url)) !== null,
    ...(await listDeliveries(hook.id, { filter, before: readId(before) })),
  });
}

type Answer = { secret: string | null; no: string | null };
const refused = (no: string, status: number, headers: Record<string, string> = {}) =>
  json<Answer>({ secret: null, no }, { status, headers });

/** A new secret is said in the answer itself, once. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const owner = await requireOwner(context);
  const id = idParam(params.id);
  invariantResponse(await findHook(owner.id, id), notFound, { status: 404 });
  const fields = await request.clone().formData();
  const again = readId(String(fields.get("again") ?? ""));
  const intent = fields.get("intent");
  if (intent === "delete") {
    await deleteHook(owner.id, id);
    return redirect(paths.webhooks(), 303);
  }
  if (intent === "rotate") {
    const member = await requireFreshProof(request, context);
    const secret = await rotateSecret(member.id, id);
    invariantResponse(secret !== null, notFound, { status: 404 });
    return json<Answer>({ secret, no: null });
  }
  if (intent === "pause") await pauseHook(owner.id, id);
  else if (intent === "resume") await resumeHook(owner.id, id);
  else {
    if (intent !== "test" && again === null) return refused("Choose what to do.", 422);
    const wait = await countAttempt(limits.webhookByMember, owner.id);
    if (wait > 0)
      return refused(`You have sent a lot by hand. Try again ${waitInWords(wait)}.`, 429, {
        "Retry-After": String(wait),
      });
    const isSent = again === null ? await sendTest(owner.id, id) : await sendAgain(owner.id, id, again);
    if (!isSent)
      return refused(
        again === null
          ? "Nothing can be sent: the webhook is off, or its key has ended."
          : "It can’t be sent again: it is on its way just now, or the webhook is not on.",
        409,
      );
  }
  return redirect(paths.webhook({ id }), 303);
}

export default function WebhookPage() {
  const { hook, filter, hasProved, deliveries, next } = useLoaderData<typeof loader>();
  const done = useActionData<typeof action>() as Answer | undefined;
  return (
    <section className="settings">
      <h1>Webhook</h1>
      <p className="page-lead webhook-address">{hook.address}</p>
      <FormErrors errors={done?.no ? [done.no] : undefined} />
      {hasProved && !done && (
        <p className="notice" role="status">
          You have proved that it is you: press “New secret” again.
        </p>
      )}
      {done?.secret && (
        <NewSecret secret={done.secret}>
          <p>For {hoursOfBoth} hours messages are signed with both, the new one and the one before.</p>
        </NewSecret>
      )}
      <HookFacts hook={hook} />
      <Form method="post" reloadDocument className="form-actions webhook-actions">
        <HookActions hook={hook} />
      </Form>
      <Form method="post" reloadDocument className="ways">
        <h2>Log of {daysKept} days</h2>
        <DeliveryFilters hook={hook} current={filter} />
        {deliveries.length === 0 ? (
          <p className="none-yet">{filter ? "No delivery of this kind." : "Nothing was sent yet."}</p>
        ) : (
          <ul>
            {deliveries.map((delivery) => (
              <DeliveryRow
                key={delivery.id}
                delivery={delivery}
                canSend={hook.state === "on" && delivery.state !== "withdrawn"}
              />
            ))}
          </ul>
        )}
        {next !== null && (
          <nav className="pager" aria-label="Pages">
            <a rel="next" href={paths.webhook(hook, { state: filter ?? undefined, before: String(next) })}>
              Older deliveries
            </a>
          </nav>
        )}
      </Form>
    </section>
  );
}

function HookFacts({ hook }: { hook: ListedHook }) {
  const { state, key, events, createdAt, failingSince, bothUntil } = hook;
  return (
    <>
      {state !== "on" && state !== "paused" && <p className="notice notice-signal">{offWords[state]}</p>}
      <dl className="webhook-facts">
        <div>
          <dt>State</dt>
          <dd>
            {stateWords[state]}
            {state === "on" && failingSince && (
              <>
                ; nothing has been delivered since <Time at={failingSince} />
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>Told of</dt>
          <dd>{events.join(", ")}</dd>
        </div>
        <div>
          <dt>Key</dt>
          <dd>{key.name}</dd>
        </div>
        <div>
          <dt>Made</dt>
          <dd>
            <Time at={createdAt} />
          </dd>
        </div>
        {bothUntil && (
          <div>
            <dt>Old secret</dt>
            <dd>
              signs too until <Time at={bothUntil} />
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}

function HookActions({ hook: { state } }: { hook: ListedHook }) {
  const isOn = state === "on";
  return (
    <>
      {(isOn || state === "paused") && (
        <button className="button" name="intent" value="test">
          Send a test event
        </button>
      )}
      {state !== "key-ended" && (
        <button className="button" name="intent" value={isOn ? "pause" : "resume"}>
          {isOn ? "Pause" : "Turn on"}
        </button>
      )}
      {state !== "key-ended" && (
        <button className="button" name="intent" value="rotate">
          New secret
        </button>
      )}
      <button className="button" name="intent" value="delete">
        Delete
      </button>
    </>
  );
}

function DeliveryFilters({ hook, current }: { hook: ListedHook; current: DeliveryFilter | null }) {
  const all = { state: undefined, words: "All" };
  const others = Object.entries(deliveryFilters).map(([state, words]) => ({ state, words }));
  return (
    <nav className="inbox-filters" aria-label="Deliveries">
      {[all, ...others].map(({ state, words }) => (
        <a
          key={words}
          href={paths.webhook(hook, { state })}
          aria-current={state === (current ?? undefined) ? "page" : undefined}
        >
          {words}
        </a>
      ))}
    </nav>
  );
}

export const meta: MetaFunction = () => privateMeta("Webhook");
