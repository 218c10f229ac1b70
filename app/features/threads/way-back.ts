import { paths } from "~/paths";
import { safePath } from "~/platform/safe-path";

/** The field of a form about a post that names the page which the form stands on. */
export const wayBackField = "back";

/**
 * Where a form about a post leads: to the page that it stands on, at the post; without such a page to the post's own address.
 * `from` is untrusted; only pages that list posts count.
 */
export function wayBack(from: unknown, post: { id: number }): string {
  const page = safePath(from, "");
  if (!/^\/t\/\d/.test(page)) return paths.post(post);
  return `${page.split("#")[0]}#p-${post.id}`;
}
