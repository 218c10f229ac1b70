import { paths } from "~/paths";
import { Icon } from "~/ui/icon";

type Props = {
  /** Distinguishes several fields on one page. */
  id: string;
  label: string;
  placeholder: string;
  /** Only this thread is searched. */
  threadId?: number;
};

/** A search field that works without script. A browser module adds suggestions; until then its list is empty. */
export function SearchBox({ id, label, placeholder, threadId }: Props) {
  return (
    <form className="search-box" role="search" action={paths.search()} aria-label={label}>
      <Icon name="search" />
      <input
        id={id}
        type="search"
        name="q"
        aria-label={label}
        placeholder={placeholder}
        maxLength={400}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-search={threadId === undefined ? "suggest" : "plain"}
        suppressHydrationWarning
      />
      {threadId !== undefined && <input type="hidden" name="thread" value={threadId} />}
      <div className="search-list" data-search-list suppressHydrationWarning />
    </form>
  );
}
