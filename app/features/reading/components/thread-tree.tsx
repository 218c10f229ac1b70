import type { ReactNode } from "react";
import { paths } from "~/paths";
import { counted } from "~/ui/count";
import type { TreePost } from "../tree";
import { sortWords, type TreeSort, treeSorts } from "../view";

type Props = {
  tree: TreePost;
  thread: { id: number; slug: string };
  sort: TreeSort;
  /** The post of this number in full, or the line in its place. */
  post(number: number): ReactNode;
};

/** A thread as a tree. Each post's replies are folded by their heading, whose rule runs along them; a browser needs no script for it. */
export function ThreadTree({ tree, ...rest }: Props) {
  return (
    <div className="tree" data-tree={rest.thread.id}>
      {rest.post(tree.number)}
      <div data-replies={tree.number}>
        <ReplyBranches of={tree} {...rest} />
      </div>
    </div>
  );
}

type BranchProps = Omit<Props, "tree"> & { of: TreePost };

function ReplyBranches({ of, ...rest }: BranchProps) {
  return (
    <>
      {of.replies.map((reply) => (
        <div key={reply.id} className="tree-branch" data-level={reply.level}>
          {rest.post(reply.number)}
          {reply.replies.length > 0 ? (
            <details className="tree-fold" open data-fold={reply.id}>
              <summary>
                {repliesInWords(reply.below)}
                <span className="visually-hidden"> to post {reply.number}</span>
              </summary>
              <ReplyBranches of={reply} {...rest} />
            </details>
          ) : (
            <MoreReplies of={reply} {...rest} />
          )}
        </div>
      ))}
      {of.replies.length > 0 && <MoreReplies of={of} {...rest} />}
    </>
  );
}

/** The way to replies that the page leaves out; with script they come in its place. */
function MoreReplies({ of, thread, sort }: BranchProps) {
  if (!of.rest) return null;
  const { count, after } = of.rest;
  return (
    <p className="tree-more">
      <a href={paths.branch(thread, of, { sort: inAddress(sort), after })} data-branch={of.number}>
        {after === null ? repliesInWords(count) : counted(count, "more post")}
        <span className="visually-hidden"> below post {of.number}</span>
      </a>
    </p>
  );
}

const repliesInWords = (count: number) => counted(count, "reply", "replies");
const inAddress = (sort: TreeSort) => (sort === "worth" ? undefined : sort);

type OrderProps = { thread: { id: number; slug: string }; sort: TreeSort; branch: number | null };

/** The order of a tree, and the way back from a part of it. */
export function TreeOrder({ thread, sort, branch }: OrderProps) {
  return (
    <nav className="tree-order" aria-label="Order of the replies">
      {treeSorts.map((one) => (
        <a
          key={one}
          href={paths.threadView(thread, "tree", { sort: inAddress(one), branch: branch ?? undefined })}
          aria-current={one === sort ? "true" : undefined}
        >
          {sortWords[one]}
        </a>
      ))}
      {branch !== null && <WholeThread thread={thread} branch={branch} view="tree" />}
    </nav>
  );
}

/** On a page that begins with a reply. */
export function WholeThread({
  thread,
  branch,
  view,
}: Omit<OrderProps, "sort" | "branch"> & { branch: number; view: "tree" | "map" }) {
  return (
    <span className="tree-part">
      Post {branch} and what answers it · <a href={paths.threadView(thread, view)}>the whole thread</a>
    </span>
  );
}
