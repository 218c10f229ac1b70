import { paths } from "~/paths";
import { Icon } from "~/ui/icon";
import { feedTypes } from "../feed";

/** A link from a list to its feed; `label` tells screen readers which list. */
export function FeedLink({ list, label, isButton = false }: { list: string; label: string; isButton?: boolean }) {
  return (
    <a
      className={isButton ? "button" : "feed-link"}
      href={paths.feed(list)}
      type={feedTypes.rss}
      aria-label={label}
      title={label}
    >
      <Icon name="rss" />
      {isButton ? "Feed" : "RSS"}
    </a>
  );
}
