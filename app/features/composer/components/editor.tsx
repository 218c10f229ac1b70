import {
  type ChangeEvent,
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useRef,
  useState,
} from "react";
import { fieldAttributes, isComposed } from "~/ui/combobox";
import { textToBeginWith } from "~/ui/hydration";
import { Icon } from "~/ui/icon";
import { say } from "~/ui/say";
import { useIsHydrated } from "~/ui/use-is-hydrated";
import { useMedia } from "~/ui/use-media";
import { beginMarker, citeInMarker, markerToComplete } from "../citation-edits";
import { type Edit, insertBlock, insertText, type Selection } from "../insertions";
import { continueOnEnter, isAddress } from "../markdown-edits";
import { linkSelection, readPaste } from "../paste";
import { applyEdit, selectionOf } from "./apply-edit";
import { Completions } from "./completions";
import { PreviewPane } from "./preview-pane";
import { readClipboard } from "./read-clipboard";
import { useCompletion } from "./use-completion";
import { useDiagramSizes } from "./use-diagram-sizes";
import { useLivePreview } from "./use-live-preview";
import { CiteInstead, type Linked, linkOf } from "./cite-instead";
import { useFigures } from "./use-figures";
import { EditorWarnings } from "./editor-warnings";
import { Toolbar, toolOfKeys } from "./toolbar";
import { useLateParts } from "./use-late-parts";

type Props = {
  field: RefObject<HTMLTextAreaElement>;
  name: string;
  label: string;
  rows: number;
  defaultValue: string;
  errors: string[] | undefined;
  /** The media query for room beside the text for the preview; otherwise a button switches between them. */
  previewBeside?: string;
  /** The thread whose sources are suggested first. */
  threadId?: number | undefined;
  /** Handles files that are pasted, dropped or chosen; without it, files are ignored. */
  onFiles?: ((files: File[]) => void) | undefined;
  children?: ReactNode;
};

/**
 * A markdown field: without script a plain field; script adds tools, completion and a live preview. The parent component
 * holds the field and can write into it. `children` are messages of its own, which stand between the tools and the text.
 */
export function Editor({
  field,
  name,
  label,
  rows,
  defaultValue,
  errors,
  previewBeside,
  threadId,
  onFiles,
  children,
}: Props) {
  const isLive = useIsHydrated();
  const hasRoom = useMedia(previewBeside ?? "");
  const isPreviewBeside = previewBeside !== undefined && hasRoom;
  const [isSwitched, setIsSwitched] = useState(false);
  const isPreviewing = isSwitched && !isPreviewBeside;
  const [isPicking, setIsPicking] = useState(false);
  const id = `field-${name}`;
  const preview = useLivePreview(field, isPreviewing || isPreviewBeside);
  const editor = useRef<HTMLDivElement>(null);
  const diagramSizes = useDiagramSizes(editor);
  const completion = useCompletion(field, threadId);
  const figures = useFigures(field);
  const { parts, ask: askForParts } = useLateParts(field, figures !== null);
  const [linked, setLinked] = useState<Linked | null>(null);
  const describedBy = [errors ? `error-${name}` : "", isLive ? `length-${name}` : ""].filter(Boolean).join(" ");

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposed(event.nativeEvent)) return;
    if (completion.onKey(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const element = event.currentTarget;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      element.form?.requestSubmit();
      return;
    }
    const tool = toolOfKeys(event);
    const edit = tool
      ? tool.edit(selectionOf(element))
      : event.key === "Enter" && !event.shiftKey && !event.altKey
        ? continueOnEnter(selectionOf(element))
        : null;
    if (!edit) return;
    event.preventDefault();
    applyEdit(element, edit);
  };

  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const element = event.currentTarget;
    const selection = selectionOf(element);
    const { text, files, ...clipboard } = readClipboard(event.clipboardData);
    const pasted = readPaste(
      { text, ...clipboard, fileNames: onFiles ? files.map((file) => file.name) : [] },
      selection,
    );
    if (pasted.is === "files") {
      event.preventDefault();
      return onFiles?.(files);
    }
    if (pasted.is === "insert") {
      event.preventDefault();
      return applyEdit(
        element,
        pasted.isBlock ? insertBlock(selection, pasted.text) : insertText(selection, pasted.text),
      );
    }
    const address = text.trim();
    const marker = isAddress(address) ? markerToComplete(selection) : null;
    const edit = marker ? citeInMarker(selection, marker, address) : linkSelection(selection, address);
    if (!edit) return;
    event.preventDefault();
    applyEdit(element, edit);
    if (!marker) setLinked({ words: selection.text.slice(selection.start, selection.end), address });
  };

  const onDrop = (event: DragEvent<HTMLTextAreaElement>) => {
    const files = [...event.dataTransfer.files];
    if (files.length === 0 || !onFiles) return;
    event.preventDefault();
    onFiles(files);
  };

  const onPick = (event: ChangeEvent<HTMLInputElement>) => {
    onFiles?.([...(event.target.files ?? [])]);
    event.target.value = "";
  };

  const pickMetric = async () => {
    if (await askForParts()) setIsPicking(true);
    else say("No connection: a chart can’t be chosen just now.");
  };

  const apply = (edit: (selection: Selection) => Edit) =>
    field.current && applyEdit(field.current, edit(selectionOf(field.current)));

  return (
    <div
      className="editor"
      ref={editor}
      data-preview={isPreviewBeside ? "beside" : isPreviewing ? "instead" : undefined}
    >
      {diagramSizes && <input type="hidden" name="diagramSizes" value={diagramSizes} />}
      <div className="editor-write">
        <label htmlFor={id}>{label}</label>
        <div className="editor-frame" data-invalid={errors ? "" : undefined}>
          {isLive && (
            <Toolbar
              controls={id}
              onTool={(tool) => apply(tool.edit)}
              first={
                <>
                  <button type="button" title="Cite a source: [^" onClick={() => apply(beginMarker)}>
                    Cite
                  </button>
                  <button type="button" tabIndex={-1} aria-haspopup="dialog" onClick={() => void pickMetric()}>
                    Metric
                  </button>
                </>
              }
              last={
                !isPreviewBeside && (
                  <button
                    type="button"
                    className="editor-preview-button"
                    tabIndex={-1}
                    aria-pressed={isPreviewing}
                    onClick={() => setIsSwitched(!isSwitched)}
                  >
                    {isPreviewing ? "Write" : "Preview"}
                  </button>
                )
              }
            >
              {onFiles && (
                <label className="editor-pick" title="Picture, or a file of references">
                  <Icon name="image" />
                  <span className="visually-hidden">Add a picture or a file of references</span>
                  <input
                    type="file"
                    accept="image/png,image/jpeg,image/webp,image/gif,.bib,.ris,.json"
                    multiple
                    tabIndex={-1}
                    onChange={onPick}
                  />
                </label>
              )}
            </Toolbar>
          )}
          <div className="editor-messages">
            {children}
            {linked && <CiteInstead field={field} linked={linked} onDone={() => setLinked(null)} />}
            {parts && figures && figures.list.length > 0 && <parts.FigureList field={field} figures={figures} />}
            {isLive && <EditorWarnings field={field} warnings={preview.warnings} />}
          </div>
          <div className="editor-field">
            {parts && figures && <parts.FigureMirror field={field} figures={figures} />}
            <textarea
              ref={field}
              id={id}
              name={name}
              rows={rows}
              required
              aria-describedby={describedBy || undefined}
              aria-invalid={errors ? true : undefined}
              {...(isLive && fieldAttributes(completion.state, `completion-${name}`))}
              defaultValue={textToBeginWith(id, defaultValue)}
              onInput={(event) => {
                if (linked && !event.currentTarget.value.includes(linkOf(linked))) setLinked(null);
              }}
              onKeyDown={onKeyDown}
              onPaste={onPaste}
              onDrop={onDrop}
              onDragOver={onFiles ? (event) => event.preventDefault() : undefined}
            />
          </div>
          {isLive && (
            <Completions
              id={`completion-${name}`}
              field={field}
              from={completion.from}
              list={completion.list}
              chosen={completion.state.active}
              onTake={completion.take}
            />
          )}
          {isPreviewing && <PreviewPane preview={preview} field={field} />}
        </div>
        {errors && (
          <p className="field-error" id={`error-${name}`}>
            {errors.join(" ")}
          </p>
        )}
      </div>
      {parts && isPicking && (
        <parts.MetricPicker
          onInsert={(markdown) => apply((selection) => insertBlock(selection, markdown))}
          onClose={() => setIsPicking(false)}
        />
      )}
      {isLive && isPreviewBeside && <PreviewPane preview={preview} field={field} />}
    </div>
  );
}
