import { paths } from "~/paths";
import { Icon } from "~/ui/icon";
import { feedTypes } from "../feed";

/** The way from a list, by its path, to its feed; `label` says which for those who hear links alone. */
export function FeedLink({ list, label }: { list: string; label: string }) {
  return (
    <a className="feed-link" href={paths.feed(list)} type={feedTypes.rss} aria-label={label} title={label}>
      <Icon name="rss" />
      RSS
    </a>
  );
}
