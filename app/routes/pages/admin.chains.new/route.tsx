import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireAdmin } from "~/features/auth/auth.server";
import { factLimits, layerNames, layers, newChainForm } from "~/features/chains/chains";
import { listGroups, nodeAddresses } from "~/features/chains/chains.server";
import { FactSourceFields } from "~/features/chains/components/fact-source-fields";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf, typed, typedAll } from "~/ui/form-state";
import { pageColours } from "~/styles/token-colour.server";
import { ColourFields } from "~/features/chains/components/colour-fields";
import { NodeAddressesField } from "~/features/chains/components/node-addresses-field";
import { addChainWithTag } from "./add-chain.server";
import { privateMeta } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  return json({ groups: await listGroups() });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const by = await requireAdmin(context);
  const form = parseForm(await request.formData(), newChainForm(pageColours()).and(z.object({ nodes: nodeAddresses })));
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const { nodes, ...chain } = form.value;
  const added = await addChainWithTag(by, chain, nodes);
  if (!added.ok) return json({ reply: refuse(form.fields, { [added.at]: [added.words] }) }, { status: 422 });
  return redirect(paths.chain(chain), 303);
}

export default function AddChain() {
  const { groups } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  const text = (name: string) => ({ name, defaultValue: typed(state, name), errors: errorsOf(state, name) });
  const layer = typed(state, "layer", "L2");
  const chosen = typedAll(state, "groups");
  return (
    <div className="form-page form-narrow">
      <h1>Add a chain</h1>
      <Form method="post" reloadDocument>
        <FormErrors errors={errorsOf(state, "")} />
        <Field {...text("name")} label="Name" required maxLength={80} />
        <Field
          {...text("shortName")}
          label="Short name"
          required
          maxLength={40}
          help="As it stands in lists and tags."
        />
        <Field
          {...text("slug")}
          label="Slug"
          required
          maxLength={40}
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          autoCapitalize="none"
          spellCheck={false}
          help="Its place in addresses and its tag: a–z, digits, hyphens. It never changes."
        />
        <fieldset className="relations">
          <legend>Layer</legend>
          {layers.map((name) => (
            <label key={name}>
              <input type="radio" name="layer" value={name} defaultChecked={name === layer} />
              {layerNames[name].one}
            </label>
          ))}
        </fieldset>
        <Field
          {...text("kind")}
          label="Kind"
          required
          maxLength={factLimits.value}
          help="Optimistic rollup, ZK rollup, Validium, Sidechain …"
        />
        <Field {...text("description")} label="In a sentence" required maxLength={factLimits.value} />
        <fieldset className="relations" aria-describedby={errorsOf(state, "groups") ? "error-groups" : undefined}>
          <legend>Groups</legend>
          {groups.map(({ slug, name }) => (
            <label key={slug}>
              <input type="checkbox" name="groups" value={slug} defaultChecked={chosen.includes(slug)} />
              {name}
            </label>
          ))}
          {errorsOf(state, "groups") && (
            <p className="field-error" id="error-groups">
              {errorsOf(state, "groups")?.join(" ")}
            </p>
          )}
        </fieldset>
        <Field
          {...text("chainId")}
          label="Chain id (optional)"
          inputMode="numeric"
          maxLength={15}
          help="EIP-155, as 8453. A node that is on another chain is not read."
        />
        <Field
          {...text("gasToken")}
          label="Fee token (optional)"
          maxLength={20}
          help="What fees are paid in, as ETH."
        />
        <NodeAddressesField {...text("nodes")} />
        <FactSourceFields state={state} />
        <fieldset className="colour-fields">
          <legend>Colours in charts (optional)</legend>
          <p className="field-help">
            Each needs a contrast of 3:1 on its page. Without them its lines are grey and have a dash of their own.
          </p>
          <ColourFields text={text} />
        </fieldset>
        <div className="form-actions">
          <button className="button button-primary">Add the chain</button>
          <a href={paths.chains()}>Chains</a>
        </div>
      </Form>
      <aside className="demonstration" aria-label="What happens then">
        <h2>What happens then</h2>
        <p>
          It gets a page, a place in the list and a tag. Its other facts are added on its page, each with a source of
          its own.
        </p>
        <p>
          It is measured as soon as it has a node: one whose address is typed here, or one that the operator names in
          the environment variable <code>RPC_</code> followed by the slug, for example <code>RPC_MY_CHAIN</code> for{" "}
          <code>my-chain</code>. Its ids at L2BEAT, growthepie and DefiLlama are added on its page.
        </p>
      </aside>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Add a chain");
