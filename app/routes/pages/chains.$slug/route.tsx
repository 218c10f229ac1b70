import { type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { feedLinks } from "~/features/feeds/feeds";
import { paths } from "~/paths";
import { htmlOnce, pageData } from "~/platform/page-data.server";
import { pageMeta, siteOf } from "~/ui/page-meta";
import { GroupScreen } from "./group-screen";
import { ChainScreen } from "./chain-screen";
import { loadScreen } from "./chain-screens.server";

/** A chain, or a group of chains: `/chains/base`, `/chains/op-stack`. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const { html, measured, ...screen } = await loadScreen(params["slug"] ?? "", await getViewer(context));
  const drawn = htmlOnce(context, { tag: html, measured });
  return pageData(context, {
    ...screen,
    html: drawn?.tag ?? null,
    hasMeasured: measured !== null,
    measured: drawn?.measured ?? null,
  });
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
    site: siteOf(matches),
    ...(data.tag && { links: feedLinks(`New threads about ${title}`, paths.tag(data.tag)) }),
  });
};
