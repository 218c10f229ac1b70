export type PostToMove = {
  id: number;
  number: number;
  isRemoved: boolean;
  authorName: string;
  line: string;
  follows: boolean;
};

/** A post as one line: number, author, and how it begins. */
export function PostLine({ post }: { post: PostToMove }) {
  return (
    <span className="thread-acts-post" dir="auto">
      <b>{post.number}</b> {post.authorName}: {post.isRemoved ? "(hidden or deleted)" : post.line}
    </span>
  );
}
