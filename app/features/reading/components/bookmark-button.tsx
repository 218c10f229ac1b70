import { useFetcher } from "@remix-run/react";
import { paths } from "~/paths";
import { Icon } from "~/ui/icon";
import { Refusal } from "~/ui/refusal";

type Props = { post: { id: number; number: number }; isKept: boolean };
type Answer = { refusal: string } | { refusal: null; isKept: boolean };

/** Bookmarks a post, or removes its bookmark. A plain form; with script the page stays. */
export function BookmarkButton({ post, isKept }: Props) {
  const fetcher = useFetcher<Answer>();
  const known = fetcher.data?.refusal === null ? fetcher.data.isKept : isKept;
  const sent = fetcher.formData?.get("intent");
  const isPressed = sent ? sent === "keep" : known;
  return (
    <fetcher.Form method="post" action={paths.bookmark(post)} className="bookmark">
      <button
        className="bookmark-button"
        name="intent"
        value={isPressed ? "remove" : "keep"}
        aria-pressed={isPressed}
        data-bookmark=""
      >
        <Icon name="bookmark" />
        Bookmark<span className="visually-hidden"> post {post.number}</span>
      </button>
      <Refusal words={fetcher.data?.refusal} />
    </fetcher.Form>
  );
}
