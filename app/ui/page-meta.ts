import type { MetaDescriptor } from "@remix-run/react";

export type Site = {
  /** Scheme and host, from the root's data; null when the page is an error. */
  origin: string | null;
  /** So do search engines come, and programs that preview a link. */
  isVisitor: boolean;
};

type Page = {
  title: string;
  description: string;
  /** The one address of this page, as a path. */
  path: string;
  site: Site;
  type?: "website" | "article" | "profile";
  /** The preview picture for links to the page, 1200 × 630; by default the forum's. */
  picture?: { path: string; alt: string };
  /** For an address that names a part of the page: what previews of links to it show instead of the whole. */
  preview?: { title: string; description: string; path: string; picture: { path: string; alt: string } } | null;
  /** Its feeds. */
  links?: MetaDescriptor[];
  /** How reference managers read it. */
  tags?: { name: string; content: string }[];
  /** The page is public but not worth indexing. */
  noindex?: boolean;
  /** What the page is about, as objects of schema.org. */
  data?: object[] | null;
};

const sitePicture = {
  path: "/embed/site.png",
  alt: "Counterproof: research debates on scaling Ethereum, in which every number can be traced and checked.",
};

/** Metadata for search engines, feed readers and reference managers; for visitors also what previews of links show. */
export function pageMeta(page: Page): MetaDescriptor[] {
  const { title, description, path, site, type = "website", noindex = false } = page;
  const { origin } = site;
  const shown = page.preview ?? { title, description, path, picture: page.picture ?? sitePicture };
  return [
    { title: path === "/" ? "Counterproof" : `${title} · Counterproof` },
    { name: "description", content: description },
    ...(noindex ? [{ name: "robots", content: "noindex" }] : []),
    { property: "og:site_name", content: "Counterproof" },
    { property: "og:type", content: type },
    { property: "og:title", content: shown.title },
    { property: "og:description", content: shown.description },
    ...(origin === null
      ? []
      : [
          { property: "og:url", content: origin + shown.path },
          { tagName: "link", rel: "canonical", href: origin + path } as const,
        ]),
    ...(site.isVisitor ? pictureMeta(shown.picture, origin) : []),
    ...(page.links ?? []),
    ...(page.tags ?? []),
    ...(page.data ?? []).map((data) => ({ "script:ld+json": { "@context": "https://schema.org", ...data } })),
  ];
}

/** The picture that stands where somebody sends a link to the page. */
const pictureMeta = (picture: { path: string; alt: string }, origin: string | null): MetaDescriptor[] => [
  { name: "twitter:card", content: "summary_large_image" },
  ...(origin === null
    ? []
    : [
        { property: "og:image", content: origin + picture.path },
        { property: "og:image:type", content: "image/png" },
        { property: "og:image:width", content: "1200" },
        { property: "og:image:height", content: "630" },
        { property: "og:image:alt", content: picture.alt },
      ]),
];

/** The title of a page that search engines leave out, such as a form, a history, results of a search, or an error. */
export const privateMeta = (title: string): MetaDescriptor[] => [
  { title: `${title} · Counterproof` },
  { name: "robots", content: "noindex" },
];

/** Breadcrumbs for search engines: the pages above and the page itself, outermost first. */
export function breadcrumbs(origin: string, trail: { name: string; path: string }[]) {
  return {
    "@type": "BreadcrumbList",
    itemListElement: trail.map(({ name, path }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name,
      item: origin + path,
    })),
  };
}

type Matches = readonly ({ id: string; data: unknown } | undefined)[];

/** Where this forum is and who reads it, from the root's data. */
export function siteOf(matches: Matches): Site {
  const root = matches.find((match) => match?.id === "root")?.data as { origin?: string; viewer?: unknown } | undefined;
  return { origin: root?.origin ?? null, isVisitor: !root?.viewer };
}
