import type { MetaDescriptor } from "@remix-run/react";
import { paths } from "~/paths";
import type { Site } from "~/ui/page-meta";

/** Links to a page's oEmbed data; none for members, in whose name no program asks for it. */
export const oEmbedLinks = (title: string, path: string, { origin, isVisitor }: Site): MetaDescriptor[] =>
  origin === null || !isVisitor
    ? []
    : (["json", "xml"] as const).map((format) => ({
        tagName: "link",
        rel: "alternate",
        type: format === "json" ? "application/json+oembed" : "text/xml+oembed",
        title,
        href: origin + paths.oEmbed(origin + path, format),
      }));
