import type { MetaDescriptor } from "@remix-run/react";

type Page = {
  title: string;
  description: string;
  /** The one address of this page, as a path. */
  path: string;
  /** Scheme and host, from the root's data; null when the page is an error. */
  origin: string | null;
  type?: "website" | "article" | "profile";
};

/** What a page says of itself to search engines and to sites that show a link to it. */
export function pageMeta({ title, description, path, origin, type = "website" }: Page): MetaDescriptor[] {
  const url = origin === null ? null : origin + path;
  return [
    { title: path === "/" ? "Counterproof" : `${title} · Counterproof` },
    { name: "description", content: description },
    { property: "og:site_name", content: "Counterproof" },
    { property: "og:type", content: type },
    { property: "og:title", content: title },
    { property: "og:description", content: description },
    { name: "twitter:card", content: "summary" },
    ...(url ? [{ property: "og:url", content: url }, { tagName: "link", rel: "canonical", href: url } as const] : []),
  ];
}

type Matches = readonly ({ id: string; data: unknown } | undefined)[];

/** Where this forum is, from the root's data. */
export function originOf(matches: Matches): string | null {
  const root = matches.find((match) => match?.id === "root")?.data as { origin?: string } | undefined;
  return root?.origin ?? null;
}
