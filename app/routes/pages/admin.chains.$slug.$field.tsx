import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireAdmin } from "~/features/auth/auth.server";
import { choicesOf, CorrectionForm, factLimits, findField, writeDate } from "~/features/chains/chains";
import { correctFact, findChain, listFacts } from "~/features/chains/chains.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { FactSourceFields } from "~/features/chains/components/fact-source-fields";
import { invariantResponse } from "~/platform/responses.server";
import { Field, FormErrors, TextField } from "~/ui/field";
import { errorsOf, typed } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";

async function findPlace(params: Record<string, string | undefined>) {
  const chain = await findChain(params["slug"] ?? "");
  invariantResponse(chain, "There is no such chain.", { status: 404 });
  const field = findField(params["field"]);
  invariantResponse(field, "The registry has no such fact.", { status: 404 });
  return { chain, field };
}

/** The form that puts another value in a fact's place. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  const { chain, field } = await findPlace(params);
  const known = (await listFacts(chain.slug)).find(({ key }) => key === field.key);
  return json({ chain, field, present: known?.present ?? null, differing: known?.differing ?? [] });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const by = await requireAdmin(context);
  const { chain, field } = await findPlace(params);
  const form = parseForm(await request.formData(), CorrectionForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });

  const done = await correctFact({ chain: chain.slug, field, by, ...form.value });
  if (done.ok) return redirect(`${paths.chain(chain)}#${field.key}`, 303);
  if (done.reason === "fault")
    return json({ reply: refuse(form.fields, { [done.at]: [done.words] }) }, { status: 422 });
  const words =
    done.reason === "changed"
      ? `Somebody changed this meanwhile: it says “${done.value}” now. What you typed is still here; send it again to put it in its place.`
      : "This chain is not there any more.";
  return json({ reply: refuse(form.fields, { "": [words] }) }, { status: 409 });
}

export default function CorrectFact() {
  const { chain, field, present, differing } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  const text = (name: string) => ({ name, defaultValue: typed(state, name), errors: errorsOf(state, name) });
  const choices = choicesOf(field.key);
  return (
    <div className="form-page form-narrow">
      <h1>{`${present ? "Correct" : "Add"}: ${field.label.toLowerCase()} of ${chain.shortName}`}</h1>
      <Form method="post" reloadDocument>
        <FormErrors errors={errorsOf(state, "")} />
        {/* The fact on the page now, also after a refusal: sending again puts this value in its place. */}
        <input type="hidden" name="instead" value={present?.id ?? 0} />
        <Field
          {...text("value")}
          label="Value"
          required
          maxLength={factLimits.value}
          help={field.help}
          list={choices ? "values" : undefined}
          autoComplete="off"
        />
        {choices && (
          <datalist id="values">
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {choice}
              </option>
            ))}
          </datalist>
        )}
        <FactSourceFields state={state} />
        <Field
          {...text("since")}
          label="So since, if the source says"
          maxLength={10}
          inputMode="numeric"
          autoComplete="off"
        />
        <TextField {...text("note")} label="Note, if one is needed" rows={3} maxLength={factLimits.note} />
        {differing.length > 0 && (
          <fieldset className="relations">
            <legend>{`Sources that differ: ${differing.map(({ sourceName, value }) => `${sourceName}, “${value}”`).join("; ")}`}</legend>
            <label>
              <input type="radio" name="differing" value="keep" defaultChecked={typed(state, "differing") !== "end"} />
              They still differ
            </label>
            <label>
              <input type="radio" name="differing" value="end" defaultChecked={typed(state, "differing") === "end"} />
              They don’t any more
            </label>
          </fieldset>
        )}
        <div className="form-actions">
          <button className="button button-primary">{present ? "Correct" : "Add"}</button>
          <a href={paths.chain(chain)}>Back to {chain.shortName}</a>
        </div>
      </Form>
      {present && (
        <aside className="demonstration" aria-label="Present value">
          <h2>What it says now</h2>
          <p>
            {present.value} · <a href={present.sourceUrl}>{present.sourceName}</a>, as of {writeDate(present.asOf)}. It
            stays in the <a href={paths.chainHistory(chain, field.key)}>history</a>, which everybody can read.
          </p>
        </aside>
      )}
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Correct a fact");
