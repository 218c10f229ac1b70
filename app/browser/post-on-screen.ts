/** Which posts of a thread stand on the screen. Pure rules over places, so that they can be tried without a browser. */

export type PlacedPost = {
  number: number;
  /** Its upper edge, in pixels from the top of the window. */
  top: number;
  /** Its lower edge. */
  bottom: number;
};

type Window = {
  height: number;
  /** The page ends in the window. */
  isAtEnd: boolean;
};

/** The post that is being read: the last one that begins in the upper two fifths of the window. The posts are in page order. */
export function postAtTop<Post extends PlacedPost>(posts: readonly Post[], { height, isAtEnd }: Window): Post | null {
  if (isAtEnd) return posts.findLast(({ top }) => top < height) ?? posts[0] ?? null;
  return posts.findLast(({ top }) => top <= height * 0.4) ?? posts[0] ?? null;
}

/** The numbers of the posts that begin above the lower edge and have been on screen therefore. */
export const numbersSeen = (posts: readonly PlacedPost[], { height }: Window): number[] =>
  posts.filter(({ top }) => top < height - 40).map(({ number }) => number);

/** The numbers of the posts of which something is on the screen: below the header, and above the lower edge. */
export const numbersOnScreen = (posts: readonly PlacedPost[], { height }: Window): number[] =>
  posts.filter(({ top, bottom }) => top < height - 40 && bottom > 96).map(({ number }) => number);
