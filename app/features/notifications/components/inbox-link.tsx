import { useEffect, useState } from "react";
import { paths } from "~/paths";
import { Icon } from "~/ui/icon";

/** How often an open page asks for the count, in milliseconds. */
const every = 60_000;
/** After an event of the page's thread: its notices are written by a job a moment later. */
const afterNews = 3_000;

/** The way to the inbox with the number of unread notices, which a page that stays open asks for again. */
export function InboxLink({ unread: loaded }: { unread: number }) {
  const unread = useUnread(loaded);
  return (
    <a
      className="quiet inbox-link"
      href={paths.inbox()}
      aria-label={unread > 0 ? `Inbox, ${unread} unread` : "Inbox"}
      title="Inbox"
    >
      <Icon name="inbox" />
      {unread > 0 && <span className="inbox-count">{unread > 99 ? "99+" : unread}</span>}
    </a>
  );
}

/** The number that the page came with, or the newest that the server said since. */
function useUnread(loaded: number): number {
  const [newest, setNewest] = useState({ loaded, unread: loaded });
  const unread = newest.loaded === loaded ? newest.unread : loaded;
  useEffect(() => {
    let later: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      if (document.visibilityState !== "visible") return;
      const answer = await fetch(paths.unreadCount(), { headers: { Accept: "application/json" } }).catch(() => null);
      if (!answer?.ok) return;
      const said: unknown = await answer.json().catch(() => null);
      if (said instanceof Object && "unread" in said && typeof said.unread === "number")
        setNewest({ loaded, unread: said.unread });
    };
    const clock = setInterval(() => void ask(), every);
    const soon = () => {
      clearTimeout(later);
      later = setTimeout(() => void ask(), afterNews);
    };
    // What was on the screen is read: the count goes down with it.
    const wasRead = () => unread > 0 && void ask();
    document.addEventListener("thread-news", soon);
    document.addEventListener("notices-read", wasRead);
    // A notice was pushed to this browser.
    const worker = serviceWorkers();
    const wasPushed = () => void ask();
    worker?.addEventListener("message", wasPushed);
    return () => {
      clearInterval(clock);
      clearTimeout(later);
      document.removeEventListener("thread-news", soon);
      document.removeEventListener("notices-read", wasRead);
      worker?.removeEventListener("message", wasPushed);
    };
  }, [loaded, unread]);
  return unread;
}

/** The browser's service workers; null where it has none, or blocks them with the site's data. */
function serviceWorkers(): ServiceWorkerContainer | null {
  try {
    return "serviceWorker" in navigator ? navigator.serviceWorker : null;
  } catch {
    return null;
  }
}
