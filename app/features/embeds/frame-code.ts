import { html } from "~/ui/html";

/** The html of a frame for other sites. */
export const frameCode = (source: string, title: string, width: number | "100%", height: number): string =>
  String(
    html`<iframe src="${source}" title="${title}" width="${width}" height="${height}" loading="lazy" frameborder="0"></iframe>`,
  );
