import { inThousands } from "~/ui/count";
import { paths } from "~/paths";

type Tab = "posts" | "claims" | "sources";
type Props = {
  thread: { id: number; slug: string; postCount: number; claimCount: number; sourceCount: number };
  /** Null on a page of the thread that is none of these. */
  current: Tab | null;
};

/** The three views of a thread: its posts, its claims as a ledger, its sources. */
export function ThreadTabs({ thread, current }: Props) {
  const tabs: { tab: Tab; name: string; href: string; count: number }[] = [
    { tab: "posts", name: "Discussion", href: paths.thread(thread), count: thread.postCount },
    { tab: "claims", name: "Ledger", href: paths.threadClaims(thread), count: thread.claimCount },
    { tab: "sources", name: "Sources", href: paths.threadSources(thread), count: thread.sourceCount },
  ];
  return (
    <nav className="thread-tabs" aria-label="Views of this thread">
      {tabs.map(({ tab, name, href, count }) => (
        <a key={tab} href={href} aria-current={tab === current ? "page" : undefined}>
          {name}
          <span> {inThousands(count)}</span>
        </a>
      ))}
    </nav>
  );
}
