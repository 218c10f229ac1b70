import type { ComponentProps } from "react";
import { PendingUploads } from "~/features/uploads/components/pending-uploads";
import { useUploads } from "~/features/uploads/components/use-uploads";
import { insertBlock } from "../markdown-edits";
import { ReferenceNotes } from "./reference-notes";
import { applyEdit, selectionOf } from "./apply-edit";
import { Editor } from "./editor";
import { isReferenceFile, useReferences } from "./use-references";

/** The editor with uploads of pictures and files of references. */
export function UploadingEditor(props: Omit<ComponentProps<typeof Editor>, "onFiles">) {
  const { field } = props;
  const uploads = useUploads({
    insert(markdown) {
      if (field.current) applyEdit(field.current, insertBlock(selectionOf(field.current), markdown));
    },
    replace(before, after) {
      const element = field.current;
      const from = element?.value.indexOf(before) ?? -1;
      if (!element || from < 0) return;
      // Insert at the caret, but not inside the word being typed.
      element.setRangeText(after, from, from + before.length, "preserve");
      element.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  const references = useReferences(field);
  const take = (files: File[]) => {
    const pictures = files.filter((file) => !isReferenceFile(file));
    if (pictures.length > 0) uploads.add(pictures);
    for (const file of files) if (isReferenceFile(file)) void references.add(file);
  };
  return (
    <>
      <Editor {...props} onFiles={take} />
      <ReferenceNotes notes={references.notes} />
      <PendingUploads list={uploads.list} onDescribe={uploads.describe} onForget={uploads.forget} />
    </>
  );
}
