import { json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { findGroup, findNetwork } from "~/features/chains/chains.server";
import { feedLinks } from "~/features/feeds/feeds";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { originOf, pageMeta } from "~/ui/page-meta";
import { GroupScreen } from "./group-screen";
import { NetworkScreen } from "./network-screen";
import { loadGroupScreen, loadNetworkScreen } from "./network-screens.server";

/** A network, or a group of networks: `/chains/base`, `/chains/op-stack`. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const asked = params["slug"] ?? "";
  const slug = asked.toLowerCase();
  const viewer = await getViewer(context);
  const network = await findNetwork(slug);
  const group = network ? null : await findGroup(slug);
  const found = network ?? group;
  invariantResponse(found, "There is no such network, and no such group of networks.", { status: 404 });
  if (asked !== slug) throw redirect(paths.network(found), 301);
  if (!network) return json({ is: "group" as const, ...(await loadGroupScreen(group!, viewer)) });
  const { html, ...screen } = await loadNetworkScreen(network, viewer);
  if (html !== null) context.bodies.set("tag", html);
  return json({ is: "network" as const, ...screen, html: context.isForData ? html : null });
}

export default function NetworkOrGroup() {
  const screen = useLoaderData<typeof loader>();
  return screen.is === "network" ? <NetworkScreen screen={screen} /> : <GroupScreen screen={screen} />;
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => {
  if (!data) return [];
  const { title, slug, description } =
    data.is === "network"
      ? { title: data.network.shortName, slug: data.network.slug, description: data.tag?.summary || data.lead }
      : { title: data.group.name, slug: data.group.slug, description: data.group.definition };
  return pageMeta({
    title,
    description: description || `${title} in the registry of networks.`,
    path: paths.network({ slug }),
    origin: originOf(matches),
    ...(data.is === "network" && data.tag && { links: feedLinks(`New threads about ${title}`, paths.tag(data.tag)) }),
  });
};
