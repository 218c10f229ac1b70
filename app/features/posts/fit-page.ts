/** How many bytes of posts' html a page or feed holds, beside the first of them. */
export const mostBytesOfPage = 2_000_000;

/**
 * Which posts a page of a thread shows, by id: the one that was asked for, as many as fit of those after it, then of those
 * before it. `posts` are in the order of their numbers; `sizeOf` gives the bytes of a post's html.
 */
export function fitPage<Post extends { id: number; number: number }>(
  posts: Post[],
  asked: number,
  sizeOf: (post: Post) => number,
): Set<number> {
  const from = Math.max(
    0,
    posts.findIndex(({ number }) => number >= asked),
  );
  const fitting = new Set<number>();
  let left = mostBytesOfPage;
  for (const side of [posts.slice(from), posts.slice(0, from).toReversed()]) {
    for (const post of side) {
      left -= sizeOf(post);
      if (left < 0 && fitting.size > 0) {
        left = 0;
        break;
      }
      fitting.add(post.id);
    }
  }
  return fitting;
}
