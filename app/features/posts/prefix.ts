/** The prefix of ids in a post's html. */
export const prefixOf = (postId: number) => `p${postId}`;
