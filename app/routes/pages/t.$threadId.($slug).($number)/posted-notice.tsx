import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { paths } from "~/paths";

type Props = {
  post: { id: number; number: number };
  /** When the post is to be taken back. */
  onUndo(): void;
  onDone(): void;
};

const shownMs = 6_000;

/** "Posted as 12 · Undo", for six seconds; pointing at it or focus in it stops the clock. */
export function PostedNotice({ post, onUndo, onDone }: Props) {
  const fetcher = useFetcher();
  const [isHeld, setIsHeld] = useState(false);
  const latest = useRef(onDone);
  useEffect(() => {
    latest.current = onDone;
  });

  useEffect(() => {
    if (isHeld || fetcher.state !== "idle") return;
    const timer = setTimeout(() => latest.current(), shownMs);
    return () => clearTimeout(timer);
  }, [isHeld, fetcher.state]);

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
        onClick={() => {
          onUndo();
          fetcher.submit({ intent: "delete" }, { method: "post", action: paths.editPost(post) });
        }}
      >
        Undo<span className="visually-hidden"> post {post.number}</span>
      </button>
    </div>
  );
}
