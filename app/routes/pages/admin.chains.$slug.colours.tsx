import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireAdmin } from "~/features/auth/auth.server";
import { coloursForm } from "~/features/chains/chains";
import { chooseColours, findColours, findChain } from "~/features/chains/chains.server";
import { ColourFields } from "~/features/chains/components/colour-fields";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import { FormErrors } from "~/ui/field";
import { errorsOf, typed } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { pageColours } from "~/styles/token-colour.server";

/** The form that gives a chain its colours in charts. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  const slug = params["slug"] ?? "";
  const [chain, colours] = await Promise.all([findChain(slug), findColours(slug)]);
  invariantResponse(chain, "There is no such chain.", { status: 404 });
  return json({ chain, colours: colours ?? null });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  await requireAdmin(context);
  const chain = { slug: params["slug"] ?? "" };
  const form = parseForm(await request.formData(), coloursForm(pageColours()));
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  invariantResponse(await chooseColours(chain.slug, form.value), "There is no such chain.", { status: 404 });
  return redirect(paths.chain(chain), 303);
}

export default function ChooseColours() {
  const { chain, colours } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  const known: Record<string, string | undefined> = { colourLight: colours?.light, colourDark: colours?.dark };
  return (
    <div className="form-page form-narrow">
      <h1>Colours of {chain.shortName} in charts</h1>
      <Form method="post" reloadDocument>
        <FormErrors errors={errorsOf(state, "")} />
        <p className="field-help">
          Each needs a contrast of 3:1 on its page. Leave both empty for grey lines with a dash of their own.
        </p>
        <ColourFields
          text={(name) => ({
            name,
            defaultValue: typed(state, name, known[name] ?? ""),
            errors: errorsOf(state, name),
          })}
        />
        <div className="form-actions">
          <button className="button button-primary">Save the colours</button>
          <a href={paths.chain(chain)}>{chain.shortName}</a>
        </div>
      </Form>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Colours in charts");
