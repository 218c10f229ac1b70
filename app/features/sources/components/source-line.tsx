import type { ReactNode } from "react";
import { paths } from "~/paths";
import { kindWords, noAddressWords, type SourceCard, statusWords } from "../source";

/** A source in a list: its title links to its page, its site to the source. */
export function SourceLine({ source, children }: { source: SourceCard; children?: ReactNode }) {
  const isOff = source.status === "dead" || source.status === "retracted" || source.status === "paywalled";
  return (
    <>
      <a className="line-title" dir="auto" href={paths.source(source)}>
        {source.title}
      </a>
      <p className="line-note">
        {kindWords[source.kind].one}
        {source.byline && <span dir="auto">{` · ${source.byline}`}</span>}
        {source.url && (
          <>
            {" · "}
            <a href={source.url} rel="nofollow ugc noopener">
              {source.host || "address"}
            </a>
          </>
        )}
        {!source.url && !source.isHidden && ` · ${noAddressWords(source.kind)}`}
        {isOff && ` · ${statusWords[source.status]}`}
        {children}
      </p>
    </>
  );
}

/** "cited in 7 posts: 4 support, 2 dispute". */
export function countsInWords({ posts, supports, disputes }: { posts: number; supports: number; disputes: number }) {
  const parts = [supports > 0 && `${supports} support`, disputes > 0 && `${disputes} dispute`].filter(Boolean);
  return `cited in ${posts} ${posts === 1 ? "post" : "posts"}${parts.length > 0 ? `: ${parts.join(", ")}` : ""}`;
}
