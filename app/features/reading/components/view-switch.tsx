import { paths } from "~/paths";
import { Icon } from "~/ui/icon";
import { type ThreadView, threadViews, viewWords } from "../view";

type Props = {
  thread: { id: number; slug: string };
  /** Null on a page of the thread that shows none of them. */
  view: ThreadView | null;
  /** Members' choice is remembered, so it is sent; visitors' stands in the address. */
  isMember: boolean;
};

const icons = { flat: "list", tree: "tree", map: "map" } as const;

/** The three views of a thread. */
export function ViewSwitch({ thread, view, isMember }: Props) {
  const choices = threadViews.map((one) => {
    const words = (
      <>
        <Icon name={icons[one]} />
        {viewWords[one]}
      </>
    );
    const current = one === view ? "true" : undefined;
    return isMember ? (
      <button key={one} name="view" value={one} aria-current={current}>
        {words}
      </button>
    ) : (
      <a key={one} href={paths.threadView(thread, one)} aria-current={current}>
        {words}
      </a>
    );
  });
  if (!isMember)
    return (
      <nav className="view-switch" aria-label="How the posts are shown">
        {choices}
      </nav>
    );
  return (
    <form className="view-switch" method="post" action={paths.chooseView()} aria-label="How the posts are shown">
      <input type="hidden" name="thread" value={thread.id} />
      {choices}
    </form>
  );
}
