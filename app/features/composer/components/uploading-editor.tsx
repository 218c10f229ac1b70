import { type ComponentProps, useEffect } from "react";
import { PendingUploads } from "~/features/uploads/components/pending-uploads";
import { stalePlaceholders, useUploads } from "~/features/uploads/components/use-uploads";
import { insertBlock } from "../insertions";
import { ReferenceNotes } from "./reference-notes";
import { applyEdit, replaceInPlace, selectionOf } from "./apply-edit";
import { Editor } from "./editor";
import { useHeldSubmit } from "~/ui/use-held-submit";
import { useLateParts } from "./use-late-parts";
import { isReferenceFile, useReferences } from "./use-references";

/** The editor with uploads of pictures and files of references. Sending waits for pictures that are on their way. */
export function UploadingEditor(props: Omit<ComponentProps<typeof Editor>, "onFiles" | "children">) {
  const { field } = props;
  const uploads = useUploads({
    insert(placeholder) {
      if (field.current) applyEdit(field.current, insertBlock(selectionOf(field.current), placeholder));
    },
    replace(before, after) {
      const element = field.current;
      const from = element?.value.indexOf(before) ?? -1;
      if (!element || from < 0) return;
      const gap = after === "" ? (/^\n*/.exec(element.value.slice(from + before.length))?.[0].length ?? 0) : 0;
      replaceInPlace(element, from, from + before.length + gap, after);
    },
    read: () => field.current?.value ?? "",
  });
  useEffect(() => {
    // After the draft, which may hold such a line, has come into the form.
    const timer = setTimeout(() => {
      const element = field.current;
      const without = element?.value.replaceAll(stalePlaceholders, "");
      if (element && without !== element.value) replaceInPlace(element, 0, element.value.length, without ?? "");
    });
    return () => clearTimeout(timer);
  }, [field]);
  const references = useReferences(field);
  const { parts } = useLateParts(field, references.choice !== null);
  const isHeld = useHeldSubmit(field, uploads.isBusy);
  const take = (files: File[]) => {
    const pictures = files.filter((file) => !isReferenceFile(file));
    if (pictures.length > 0) uploads.add(pictures);
    void references.add(files.filter(isReferenceFile));
  };
  return (
    <Editor {...props} onFiles={take}>
      {parts && references.choice && (
        <parts.ReferenceChoiceList key={references.choice.id} choice={references.choice} onChoose={references.choose} />
      )}
      <ReferenceNotes notes={references.notes} />
      <PendingUploads
        list={uploads.list}
        onDescribe={uploads.describe}
        onForget={uploads.forget}
        onLeave={() => field.current?.focus()}
      />
      <p className="editor-held" role="status">
        {isHeld && "It is sent as soon as the picture is in the text."}
      </p>
    </Editor>
  );
}
