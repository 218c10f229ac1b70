import { groupByKind, type Tag } from "../tag";

type Props = { tags: Tag[]; chosen: string[]; errors: string[] | undefined; help: string };

/** Tags to choose from, by kind: check boxes, so that it works before and without script. */
export function TagPicker({ tags, chosen, errors, help }: Props) {
  return (
    <fieldset className="tag-picker" aria-describedby={errors ? "help-tags error-tags" : "help-tags"}>
      <legend>Tags</legend>
      <p className="field-help" id="help-tags">
        {help}
      </p>
      {errors && (
        <p className="field-error" id="error-tags">
          {errors.join(" ")}
        </p>
      )}
      {groupByKind(tags).map((group) => (
        <details
          key={group.kind}
          className="fold"
          open={group.kind === "topic" || group.tags.some((tag) => chosen.includes(tag.slug))}
        >
          <summary>{group.name}</summary>
          <div className="tag-choices">
            {group.tags.map((tag) => (
              <label key={tag.slug} className="tag-choice">
                <input type="checkbox" name="tags" value={tag.slug} defaultChecked={chosen.includes(tag.slug)} />
                {tag.name}
              </label>
            ))}
          </div>
        </details>
      ))}
    </fieldset>
  );
}
