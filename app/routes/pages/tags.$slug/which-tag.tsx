import { kindWords, type Tag } from "~/features/tags/tags";
import { paths } from "~/paths";
import { HalfMark } from "~/ui/icon";

/** One word that several tags are also called by: the reader says which. */
export function WhichTag({ slug, tags }: { slug: string; tags: Tag[] }) {
  return (
    <section className="state-page">
      <HalfMark />
      <h1>Which “{slug}”?</h1>
      <p className="state-lead">{tags.length === 2 ? "Two" : tags.length} tags go by that name.</p>
      <ul className="near-tags">
        {tags.map((tag) => (
          <li key={tag.slug}>
            <a href={paths.tagPage(tag)}>{tag.name}</a> <span className="count">{kindWords[tag.kind]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
