/** The codes to copy for showing a widget elsewhere, one for each format. */
import { type Widget, widgetMarkdown, widgetQuery } from "~/features/widgets/widgets";
import { paths } from "~/paths";
import { escapeAttribute } from "~/ui/html";

/** `auto` follows the reader's browser. */
export const shareThemes = ["light", "dark", "auto"] as const;
export type ShareTheme = (typeof shareThemes)[number];

/** How high a frame is before it has said its own height, by view, in pixels. */
export const frameHeights = { value: 190, spark: 250, line: 510, bars: 510, table: 420 } as const;

export const shareFormats = [
  { key: "frame", name: "Frame", action: "Copy frame", isRare: false },
  { key: "link", name: "Link", action: "Copy link", isRare: false },
  { key: "post", name: "Post here", action: "Copy line", isRare: false },
  { key: "markdown", name: "Markdown", action: "Copy Markdown", isRare: false },
  { key: "picture", name: "Picture", action: "Copy address", isRare: false },
  { key: "script", name: "Script", action: "Copy script", isRare: true },
  { key: "svg", name: "SVG", action: "Copy SVG", isRare: true },
  { key: "json", name: "JSON", action: "Copy JSON", isRare: true },
  { key: "oembed", name: "oEmbed", action: "Copy oEmbed", isRare: true },
] as const;

export type ShareFormat = (typeof shareFormats)[number]["key"];

export type Shared = {
  /** Of this site, without a slash at its end. */
  origin: string;
  widget: Widget;
  theme: ShareTheme;
  /** The name of the frame for screen readers. */
  title: string;
};

/** The address of the frame itself, from the site's root. */
export const frameAddress = ({ widget, theme }: Pick<Shared, "widget" | "theme">) =>
  paths.metricEmbed(widget.refs[0]!, { ...widgetQuery(widget), theme });

/** The text of each format. The frame and the script carry the theme, and the frame the `color-scheme` that goes with it. */
export function shareCodes({ origin, widget, theme, title }: Shared): Record<ShareFormat, string> {
  const [ref, other] = widget.refs;
  const show = widgetQuery(widget);
  const page = origin + paths.series(ref!, { window: widget.window, scale: widget.scale, with: other?.subject });
  // A picture has one look, whatever its reader's browser prefers.
  const drawn = theme === "dark" ? { ...show, theme } : show;
  const picture = origin + paths.metricPicture(ref!, "png", drawn);
  const frame = attributes({
    src: origin + frameAddress({ widget, theme }),
    title,
    width: "100%",
    height: String(frameHeights[widget.view]),
    loading: "lazy",
    frameborder: "0",
    // Where the schemes of a page and of its frame differ, browsers paint the frame's ground white or black.
    style: `color-scheme: ${theme === "auto" ? "light dark" : theme}`,
  });
  const element = attributes({ chain: ref!.subject, metric: ref!.metric, ...show, theme });
  return {
    frame: `<iframe${frame}></iframe>`,
    link: page,
    post: widgetMarkdown(widget, ""),
    markdown: `[![${title}](${picture})](${page})`,
    picture,
    script: `<script src="${origin}${paths.embedScript()}" async></script>\n<counterproof-metric${element}><a href="${escapeAttribute(page)}">${escapeAttribute(title)}</a></counterproof-metric>`,
    svg: origin + paths.metricPicture(ref!, "svg", drawn),
    json: origin + paths.metricPicture(ref!, "json", show),
    oembed: origin + paths.oEmbed(page),
  };
}

const attributes = (given: Record<string, string>) =>
  Object.entries(given)
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join("");
