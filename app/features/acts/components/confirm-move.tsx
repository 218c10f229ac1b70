import { Form } from "@remix-run/react";
import { paths } from "~/paths";
import { counted } from "~/ui/count";
import { PostLine, type PostToMove } from "./post-line";

type Props = {
  thread: { id: number; title: string };
  move: {
    posts: PostToMove[];
    to: { title: string; href: string | null } | null;
    /** The fields of the form that is confirmed. */
    asked: Record<string, string>;
  };
};

/** Everything that a move takes along, before it is done. */
export function ConfirmMove({ thread, move: { posts, to, asked } }: Props) {
  const isMerge = asked["act"] === "merge_thread";
  const what = counted(posts.length, "post");
  return (
    <Form method="post" reloadDocument>
      <p>
        {isMerge ? `“${thread.title}” goes with all its ${what} to ` : `${what} to `}
        {to?.href ? <a href={to.href}>{to.title}</a> : <>a new thread, “{to?.title}”</>}.{" "}
        {isMerge
          ? "Its address leads there."
          : "Their addresses stay; their numbers change, and a line stands where they were."}
      </p>
      <ul className="thread-acts-posts" tabIndex={0} aria-label="Posts that move">
        {posts.map((post) => (
          <li key={post.id}>
            <PostLine post={post} />
            {post.follows && <span className="field-help"> answers one of them</span>}
          </li>
        ))}
      </ul>
      <p className="form-context">Reason: {asked["reason"]}</p>
      {Object.entries(asked).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="form-actions">
        <button className="button button-primary" name="confirmed" value="yes">
          {isMerge ? "Merge the thread" : `Move ${what}`}
        </button>
        <a href={paths.moderateThread(thread)}>Back</a>
      </div>
    </Form>
  );
}
