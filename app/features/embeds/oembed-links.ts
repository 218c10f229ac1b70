import type { MetaDescriptor } from "@remix-run/react";
import { paths } from "~/paths";

/** Links to a page's oEmbed data. */
export const oEmbedLinks = (title: string, path: string, origin: string | null): MetaDescriptor[] =>
  origin === null
    ? []
    : (["json", "xml"] as const).map((format) => ({
        tagName: "link",
        rel: "alternate",
        type: format === "json" ? "application/json+oembed" : "text/xml+oembed",
        title,
        href: origin + paths.oEmbed(origin + path, format),
      }));
