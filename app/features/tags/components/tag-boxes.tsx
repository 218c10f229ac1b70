import { kindWords } from "../tag";
import { maxTags } from "../tag-form";
import type { PickedTag } from "../tag";

type Props = { picked: PickedTag[]; onRemove: (slug: string) => void };

/** The chosen tags in the author's order, each with a button to remove it, and how many more are allowed. */
export function TagBoxes({ picked, onRemove }: Props) {
  return (
    <div className="tag-picked">
      {picked.length > 0 && (
        <ul aria-label="Chosen tags">
          {picked.map((tag) => (
            <li key={tag.slug} className="tag-box">
              <span className="kind-name">{kindWords[tag.kind]}</span>
              {tag.name}
              <button type="button" aria-label={`Remove ${tag.name}`} onClick={() => onRemove(tag.slug)}>
                <span className="box-cross" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <span className={picked.length > maxTags ? "signal" : "count"} role="status">
        {picked.length} of {maxTags}
        {picked.length > maxTags && `: take ${picked.length - maxTags} off`}
        <span className="visually-hidden"> tags chosen{picked.length > 0 && `, ${picked.at(-1)!.name} last`}</span>
      </span>
    </div>
  );
}
