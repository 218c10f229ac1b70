import { useEffect, useRef, useState } from "react";
import { groupByKind, type PickedTag } from "../tag";
import { maxTags } from "../tag-form";
import { TagBoxes } from "./tag-boxes";
import { TagCombobox } from "./tag-combobox";
import { TagSuggestions } from "./tag-suggestions";

type Props = {
  tags: PickedTag[];
  chosen: string[];
  errors: string[] | undefined;
  help: string;
  /** Names of the fields whose text suggests tags. */
  textFieldIds?: string[];
};

/**
 * Tags to choose from, as check boxes by kind, which work before and without script. Script adds a completing field,
 * the chosen tags in the author's order, and suggestions from the text.
 */
export function TagPicker({ tags, chosen, errors, help, textFieldIds }: Props) {
  const fieldset = useRef<HTMLFieldSetElement>(null);
  const [slugs, setSlugs] = useState(() => [...new Set(chosen)]);
  const [isLive, setIsLive] = useState(false);
  const told = useRef<string[] | null>(null);
  useEffect(() => {
    // Boxes ticked before script arrived count; chosen tags keep the author's order.
    const ticked = [...(fieldset.current?.querySelectorAll<HTMLInputElement>("input:checked") ?? [])].map(
      ({ value }) => value,
    );
    setSlugs((before) => [
      ...before.filter((slug) => ticked.includes(slug)),
      ...ticked.filter((slug) => !before.includes(slug)),
    ]);
    setIsLive(true);
  }, []);
  useEffect(() => {
    // Dispatch `input` after React has written the hidden inputs, so that draft autosave sees the change.
    if (told.current && told.current !== slugs) fieldset.current?.dispatchEvent(new Event("input", { bubbles: true }));
    if (isLive) told.current = slugs;
  }, [slugs, isLive]);

  const isFull = slugs.length >= maxTags;
  const picked = slugs.flatMap((slug) => tags.find((tag) => tag.slug === slug) ?? []);
  const left = tags.filter((tag) => !slugs.includes(tag.slug));
  const add = (slug: string) => setSlugs((now) => (now.includes(slug) ? now : [...now, slug]));
  const remove = (slug: string) => setSlugs((now) => now.filter((one) => one !== slug));

  return (
    <fieldset
      ref={fieldset}
      className="tag-picker"
      // What leads to the tags leads to the field once there is one.
      id={isLive ? undefined : "field-tags"}
      aria-describedby={errors ? "help-tags error-tags" : "help-tags"}
    >
      <legend>Tags</legend>
      <p className="field-help" id="help-tags">
        {help}
      </p>
      {errors && (
        <p className="field-error" id="error-tags">
          {errors.join(" ")}
        </p>
      )}
      <div className="tag-live">
        {isLive && (
          <>
            {slugs.map((slug) => (
              // These inputs precede the check boxes, which are in the vocabulary's order: the first mention counts.
              <input key={slug} type="hidden" name="tags" value={slug} />
            ))}
            <TagBoxes picked={picked} onRemove={remove} />
            <TagCombobox tags={left} isFull={isFull} errorId={errors ? "error-tags" : undefined} onAdd={add} />
            <TagSuggestions tags={tags} left={left} isFull={isFull} textFieldIds={textFieldIds} onAdd={add} />
          </>
        )}
      </div>
      {/* Without script, where there is no field to type in, styles show what it holds. */}
      <details className="all-tags">
        <summary>All tags</summary>
        {groupByKind(tags).map((group) => (
          <details
            key={group.kind}
            className="fold"
            open={group.kind === "topic" || group.tags.some((tag) => chosen.includes(tag.slug))}
          >
            <summary>{group.name}</summary>
            <div className="tag-choices">
              {group.tags.map((tag) => (
                <span key={tag.slug} className="tag-choice">
                  <label>
                    <input
                      // Uncontrolled: without script only the browser knows which boxes are ticked.
                      key={isLive ? "live" : "before"}
                      type="checkbox"
                      name="tags"
                      value={tag.slug}
                      {...(isLive
                        ? { checked: slugs.includes(tag.slug) }
                        : { defaultChecked: chosen.includes(tag.slug) })}
                      onChange={(event) => (event.target.checked ? add : remove)(tag.slug)}
                    />
                    {tag.name}
                  </label>
                  {tag.threadCount !== undefined && <TagCount count={tag.threadCount} />}
                </span>
              ))}
            </div>
          </details>
        ))}
      </details>
    </fieldset>
  );
}

function TagCount({ count }: { count: number }) {
  return (
    <span className="count">
      {count}
      <span className="visually-hidden">{count === 1 ? " thread" : " threads"}</span>
    </span>
  );
}
