/** Reading texts in a test as the forum does, each call by an asker of its own. */
import { parseMarkdown, renderMarkdown } from "~/features/markdown/markdown.server";
import { previewPost } from "~/features/posts/posts.server";
import type { Viewer } from "~/features/auth/auth";
import { inLane } from "~/platform/lanes.server";

let count = 0;
const somebody = () => ({ name: `test ${++count}` });

export const parsed = (source: string) => inLane("writers", somebody(), (reader) => parseMarkdown(source, reader));

export const rendered = (source: string, rendering: Parameters<typeof renderMarkdown>[1]) =>
  inLane("writers", somebody(), (reader) => renderMarkdown(source, rendering, reader));

export const previewed = (markdown: string, viewer: Viewer) => previewPost(markdown, viewer, somebody());
