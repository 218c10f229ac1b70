import { useEffect, useState } from "react";
import { suggestTags } from "../suggest-tags";
import type { PickedTag } from "../tag";

type Props = {
  tags: PickedTag[];
  left: PickedTag[];
  isFull: boolean;
  textFieldIds: string[] | undefined;
  onAdd: (slug: string) => void;
};

const mostShown = 5;
const pauseMs = 300;

const textOf = (id: string) => {
  const field = document.getElementById(id);
  return field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement ? field.value : "";
};

/** Suggests tags named in the text, each added by a click. */
export function TagSuggestions({ tags, left, isFull, textFieldIds, onAdd }: Props) {
  const [text, setText] = useState("");
  const ids = (textFieldIds ?? []).join(" ");
  useEffect(() => {
    const fields = ids.split(" ").filter(Boolean);
    const read = () => setText(fields.map(textOf).join("\n\n"));
    let pause: ReturnType<typeof setTimeout> | undefined;
    // Listen on the document, because the form can replace its fields.
    const onInput = ({ target }: Event) => {
      if (!(target instanceof Element) || !fields.includes(target.id)) return;
      clearTimeout(pause);
      pause = setTimeout(read, pauseMs);
    };
    read();
    document.addEventListener("input", onInput);
    return () => {
      clearTimeout(pause);
      document.removeEventListener("input", onInput);
    };
  }, [ids]);

  const named = isFull ? [] : suggestTags(text, tags, mostShown + tags.length - left.length);
  const suggested = named.filter((tag) => left.includes(tag)).slice(0, mostShown);
  if (suggested.length === 0) return null;
  return (
    <p className="tag-suggestions">
      <span className="kind-name">Suggested:</span>{" "}
      {suggested.map((tag) => (
        <button key={tag.slug} type="button" className="tag-box" onClick={() => onAdd(tag.slug)}>
          {tag.name}
          <span className="visually-hidden">, add this tag</span>
        </button>
      ))}
    </p>
  );
}
