import { paths } from "~/paths";

type Line = {
  slug: string;
  name: string;
  kind: string;
  summary: string;
  synonyms: string[];
  threadCount: number;
  parent: { slug: string; name: string; kind: string } | null;
};

/** Tags of one kind, a row each: name, what it is about, number of threads. */
export function TagRows({ tags, kind }: { tags: Line[]; kind: string }) {
  return (
    <table className="tag-rows cards-on-phone">
      <caption className="visually-hidden">{kind}</caption>
      <thead>
        <tr>
          <th scope="col">Tag</th>
          <th scope="col">About</th>
          <th scope="col" className="number">
            Threads
          </th>
        </tr>
      </thead>
      <tbody>
        {tags.map((tag) => (
          <tr key={tag.slug}>
            <th scope="row">
              <a href={paths.tagPage(tag)}>{tag.name}</a>
            </th>
            <td>
              <span dir="auto">{tag.summary}</span>
              {(tag.parent || tag.synonyms.length > 0) && (
                <span className="tag-notes">
                  {tag.parent && (
                    <span>
                      under <a href={paths.tagPage(tag.parent)}>{tag.parent.name}</a>
                    </span>
                  )}
                  {tag.synonyms.length > 0 && <span>also: {tag.synonyms.join(", ")}</span>}
                </span>
              )}
            </td>
            <td className="number">{tag.threadCount}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
