import { Fragment } from "react";
import { addressWith, type SearchAddress } from "~/features/search/search";
import type { Results } from "~/features/search/search.server";
import { paths } from "~/paths";

type Change = { from: string; to: string };

/** The typed words with some of them replaced. */
function replaced(q: string, changes: Change[], write: (change: Change) => string) {
  return changes.reduce(
    (text, change) =>
      text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${change.from}(?![\\p{L}\\p{N}])`, "iu"), write(change)),
    q,
  );
}

/** What was made of the query where it could not be taken as typed, and what may have been meant. */
export function Remarks({ results, address }: { results: Results; address: SearchAddress }) {
  const { remarks, mended, meant, isLoose, isMixed, upgrades } = results;
  const at = (q: string) => paths.search(addressWith(address, { q }));
  const words = (changes: Change[], which: keyof Change) => changes.map((change) => `“${change[which]}”`).join(" and ");
  const exact = replaced(address.q, mended, ({ from }) => `"${from}"`);
  const better = replaced(address.q, meant, ({ to }) => to);
  const sentences = remarks.filter((remark) => remark.words !== "");
  const isSilent = [sentences, mended, meant, upgrades].every((list) => list.length === 0) && !isLoose && !isMixed;
  if (isSilent) return null;
  return (
    <div className="search-remarks" role="status">
      {mended.length > 0 && (
        <p>
          Showing results for <b>{words(mended, "to")}</b> instead of {words(mended, "from")}.{" "}
          <a href={at(exact)}>Search for exactly what you typed</a>
        </p>
      )}
      {isLoose && (
        <p>No post has all of these words. These threads have some of them, or have them in different posts.</p>
      )}
      {isMixed && (
        <p>
          Few threads have all of these words in one post. Those that have them in different posts, or only some of
          them, say so.
        </p>
      )}
      {upgrades.length > 0 && (
        <p>
          Few threads are about this. Those tagged{" "}
          {upgrades.map((tag, index) => (
            <Fragment key={tag.slug}>
              {index > 0 && " or "}
              <a href={paths.threads({ tag: tag.slug })}>{tag.name}</a>
            </Fragment>
          ))}
          , the upgrade that it belongs to, follow.
        </p>
      )}
      {meant.length > 0 && (
        <p>
          Did you mean <a href={at(better)}>{better}</a>?
        </p>
      )}
      {sentences.map((remark) => (
        <p key={remark.words}>
          {remark.words}{" "}
          {suggestionsFor(remark, remarks).map((suggestion) => (
            <a key={suggestion} href={at(suggestion)}>
              {suggestion}
            </a>
          ))}
        </p>
      ))}
    </div>
  );
}

/** A sentence may have several suggestions; the further ones follow it without words. */
function suggestionsFor(remark: Results["remarks"][number], all: Results["remarks"]) {
  const found = [remark.suggestion];
  for (let next = all.indexOf(remark) + 1; all[next]?.words === ""; next++) found.push(all[next]!.suggestion);
  return found.flatMap((suggestion) => suggestion ?? []);
}
