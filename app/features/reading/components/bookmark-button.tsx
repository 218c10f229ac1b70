import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { say } from "~/ui/say";
import { WayBack } from "~/features/threads/components/way-back";
import { paths } from "~/paths";
import { Icon } from "~/ui/icon";
import { Refusal } from "~/ui/refusal";
import { type RefusedOrDone, useLastDone } from "~/ui/refused-or-done";
import { useChoice } from "~/ui/use-choice";

type Props = { post: { id: number; number: number }; isKept: boolean };
type Answer = RefusedOrDone<{ isKept: boolean }>;

/** Bookmarks a post, or removes its bookmark. A plain form; with script the page stays. */
export function BookmarkButton({ post, isKept }: Props) {
  const fetcher = useFetcher<Answer>();
  const known = useLastDone(fetcher.data)?.isKept ?? isKept;
  const { value: isPressed, choose } = useChoice(known, fetcher, (kept) =>
    fetcher.submit({ intent: kept ? "keep" : "remove" }, { method: "post", action: paths.bookmark(post) }),
  );

  // The key "b" works wherever the post's foot is, and a press is heard: so both are told what came of it.
  const told = useRef(fetcher.data);
  useEffect(() => {
    if (fetcher.state !== "idle" || !fetcher.data || fetcher.data === told.current) return;
    told.current = fetcher.data;
    say(
      fetcher.data.refusal ??
        (fetcher.data.isKept ? `Post ${post.number} is bookmarked` : `Post ${post.number} is no longer bookmarked`),
    );
  });
  return (
    <form method="post" action={paths.bookmark(post)} className="bookmark">
      <WayBack />
      <button
        className="bookmark-button"
        name="intent"
        value={isPressed ? "remove" : "keep"}
        aria-pressed={isPressed}
        data-bookmark=""
        onClick={(event) => {
          event.preventDefault();
          choose((before) => !before);
        }}
      >
        <Icon name="bookmark" />
        {isPressed ? "Bookmarked" : "Bookmark"}
        <span className="visually-hidden"> post {post.number}</span>
      </button>
      <Refusal words={fetcher.data?.refusal} />
    </form>
  );
}
