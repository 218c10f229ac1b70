import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { paths } from "~/paths";

type Props = {
  post: { id: number; number: number };
  /** After the post was taken back. */
  onUndone(): void;
  onDone(): void;
};

const shownMs = 6_000;

/** "Posted as 12 · Undo", for six seconds; pointing at it or focus in it stops the clock. */
export function PostedNotice({ post, onUndone, onDone }: Props) {
  const fetcher = useFetcher();
  const [isHeld, setIsHeld] = useState(false);
  const latest = useRef({ onUndone, onDone });
  useEffect(() => {
    latest.current = { onUndone, onDone };
  });
  const wasSent = useRef(false);

  useEffect(() => {
    if (isHeld || fetcher.state !== "idle") return;
    const timer = setTimeout(() => latest.current.onDone(), shownMs);
    return () => clearTimeout(timer);
  }, [isHeld, fetcher.state]);
  useEffect(() => {
    if (fetcher.state !== "idle") wasSent.current = true;
    else if (wasSent.current) latest.current.onUndone();
  }, [fetcher.state]);

  return (
    <div
      className="posted-notice"
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <p role="status">Posted as {post.number}</p>
      <button
        type="button"
        className="quiet"
        disabled={fetcher.state !== "idle"}
        onClick={() => fetcher.submit({ intent: "delete" }, { method: "post", action: paths.editPost(post) })}
      >
        Undo<span className="visually-hidden"> post {post.number}</span>
      </button>
    </div>
  );
}
