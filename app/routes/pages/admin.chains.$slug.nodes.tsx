import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireAdmin } from "~/features/auth/auth.server";
import { chooseNodes, findChain, findNodes, NodesForm } from "~/features/chains/chains.server";
import { NodeAddressesField } from "~/features/chains/components/node-addresses-field";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import { FormErrors } from "~/ui/field";
import { errorsOf, typed } from "~/ui/form-state";

/** The form for the addresses of a chain's nodes. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  const slug = params["slug"] ?? "";
  const [chain, nodes] = await Promise.all([findChain(slug), findNodes(slug)]);
  invariantResponse(chain && nodes, "There is no such chain.", { status: 404 });
  return json({ chain, nodes });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const by = await requireAdmin(context);
  const chain = { slug: params["slug"] ?? "" };
  const form = parseForm(await request.formData(), NodesForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  invariantResponse(await chooseNodes(chain.slug, form.value.nodes, by), "There is no such chain.", { status: 404 });
  return redirect(paths.chain(chain), 303);
}

export default function ChooseNodes() {
  const { chain, nodes } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <div className="form-page form-narrow">
      <h1>Nodes of {chain.shortName}</h1>
      <Form method="post" reloadDocument>
        <FormErrors errors={errorsOf(state, "")} />
        <p className="field-help">
          These are asked before the public nodes among its facts. An address that the operator names in the environment
          takes the place of all.
        </p>
        <NodeAddressesField
          name="nodes"
          defaultValue={typed(state, "nodes", nodes.join("\n"))}
          errors={errorsOf(state, "nodes")}
        />
        <div className="form-actions">
          <button className="button button-primary">Save the addresses</button>
          <a href={paths.chain(chain)}>{chain.shortName}</a>
        </div>
      </Form>
    </div>
  );
}

export const meta: MetaFunction = () => [
  { title: "Nodes of a chain · Counterproof" },
  { name: "robots", content: "noindex" },
];
