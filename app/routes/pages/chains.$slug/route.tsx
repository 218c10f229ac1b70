import { json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { findGroup, findChain } from "~/features/chains/chains.server";
import { feedLinks } from "~/features/feeds/feeds";
import { lookUpSlug } from "~/features/tags/tags.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { originOf, pageMeta } from "~/ui/page-meta";
import { GroupScreen } from "./group-screen";
import { ChainScreen } from "./chain-screen";
import { loadGroupScreen, loadChainScreen } from "./chain-screens.server";

/** A chain, or a group of chains: `/chains/base`, `/chains/op-stack`. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const asked = params["slug"] ?? "";
  const slug = asked.toLowerCase();
  const viewer = await getViewer(context);
  const chain = await findChain(slug);
  const group = chain ? null : await findGroup(slug);
  const found = chain ?? group;
  // A word of the vocabulary that the registry doesn't know has its threads at least.
  const tag = found || !/^[a-z0-9-]{1,60}$/.test(slug) ? null : await lookUpSlug(slug);
  if (tag && tag.is !== "ambiguous" && tag.tag.kind === "chain")
    throw redirect(tag.is === "tag" ? paths.tag(tag.tag) : paths.chain(tag.tag), 302);
  invariantResponse(found, "There is no such chain, and no such group of chains.", { status: 404 });
  if (asked !== slug) throw redirect(paths.chain(found), 301);
  const { html, ...screen } = chain
    ? { is: "chain" as const, ...(await loadChainScreen(chain, viewer)) }
    : { is: "group" as const, ...(await loadGroupScreen(group!, viewer)) };
  if (html !== null) context.bodies.set("tag", html);
  return json({ ...screen, html: context.wants === "data" ? html : null });
}

export default function ChainOrGroup() {
  const screen = useLoaderData<typeof loader>();
  return screen.is === "chain" ? <ChainScreen screen={screen} /> : <GroupScreen screen={screen} />;
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => {
  if (!data) return [];
  const { title, slug, description } =
    data.is === "chain"
      ? { title: data.chain.shortName, slug: data.chain.slug, description: data.tag?.summary || data.lead }
      : { title: data.group.name, slug: data.group.slug, description: data.group.definition };
  return pageMeta({
    title,
    description: description || `${title} in the registry of chains.`,
    path: paths.chain({ slug }),
    origin: originOf(matches),
    ...(data.tag && { links: feedLinks(`New threads about ${title}`, paths.tag(data.tag)) }),
  });
};
