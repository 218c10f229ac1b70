import {
  type ChangeEvent,
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  type RefObject,
  useState,
} from "react";
import { maxBodyBytes } from "~/features/markdown/markdown";
import { fieldAttributes, optionId } from "~/ui/combobox";
import { HtmlBody } from "~/ui/html-body";
import { textToBeginWith } from "~/ui/hydration";
import { Icon } from "~/ui/icon";
import { citeInMarker, markerToComplete } from "../citation-edits";
import { continueOnEnter, insertBlock, isAddress, link } from "../markdown-edits";
import { bytesOf } from "~/features/posts/posts";
import { MarkdownHelp } from "~/features/posts/components/markdown-help";
import { applyEdit, selectionOf } from "./apply-edit";
import type { Completion } from "./completion";
import { useCompletion } from "./use-completion";
import { type LivePreview, useLivePreview } from "./use-live-preview";
import { CiteInstead, type Linked, linkOf } from "./cite-instead";
import { FigureList } from "./figure-list";
import { FigureMirror } from "./figure-mirror";
import { useFigures } from "./use-figures";
import { EditorWarnings } from "./editor-warnings";
import { MetricPicker } from "./metric-picker";
import { Toolbar, toolOfKeys } from "./toolbar";
import { useIsHydrated } from "~/ui/use-is-hydrated";

type Props = {
  field: RefObject<HTMLTextAreaElement>;
  name: string;
  label: string;
  rows: number;
  defaultValue: string;
  errors: string[] | undefined;
  /** With enough room the preview is beside the text; otherwise a button switches between them. */
  isPreviewBeside?: boolean;
  /** The thread whose sources are suggested first. */
  threadId?: number | undefined;
  /** Handles files that are pasted, dropped or chosen; without it, files are ignored. */
  onFiles?: ((files: File[]) => void) | undefined;
};

/**
 * A markdown field: without script a plain field with its help; script adds tools, completion, a live preview and the
 * length. The parent component holds the field and can write into it.
 */
export function Editor({
  field,
  name,
  label,
  rows,
  defaultValue,
  errors,
  isPreviewBeside = false,
  threadId,
  onFiles,
}: Props) {
  const isLive = useIsHydrated();
  const [isPreviewing, setIsPreviewing] = useState(false);
  const [isPicking, setIsPicking] = useState(false);
  const [bytes, setBytes] = useState<number | null>(null);
  const id = `field-${name}`;
  const preview = useLivePreview(field, isPreviewing || isPreviewBeside);
  const completion = useCompletion(field, threadId);
  const figures = useFigures(field);
  const [linked, setLinked] = useState<Linked | null>(null);
  const describedBy = [`help-${name}`, errors ? `error-${name}` : "", isLive ? `length-${name}` : ""]
    .filter(Boolean)
    .join(" ");

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
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
    const files = [...event.clipboardData.files];
    if (files.length > 0 && onFiles) {
      event.preventDefault();
      return onFiles(files);
    }
    const pasted = event.clipboardData.getData("text/plain").trim();
    const selection = selectionOf(event.currentTarget);
    if (!isAddress(pasted)) return;
    const marker = markerToComplete(selection);
    if (!marker && selection.start === selection.end) return;
    event.preventDefault();
    if (marker) return applyEdit(event.currentTarget, citeInMarker(selection, marker, pasted));
    applyEdit(event.currentTarget, link(selection, pasted));
    setLinked({ words: selection.text.slice(selection.start, selection.end), address: pasted });
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

  return (
    <div className="editor" data-preview={isPreviewBeside ? "beside" : isPreviewing ? "instead" : undefined}>
      <div className="editor-write">
        <label htmlFor={id}>{label}</label>
        {isLive && (
          <Toolbar
            controls={id}
            onTool={(tool) => field.current && applyEdit(field.current, tool.edit(selectionOf(field.current)))}
          >
            {onFiles && (
              <label className="editor-pick" title="Picture, or a file of references">
                <Icon name="image" />
                <span className="visually-hidden">Add a picture or a file of references</span>
                <input
                  type="file"
                  accept="image/png,image/jpeg,image/webp,image/gif,.bib,.ris,.json"
                  multiple
                  onChange={onPick}
                />
              </label>
            )}
            <button
              type="button"
              tabIndex={-1}
              aria-label="Metric"
              title="Metric"
              aria-haspopup="dialog"
              onClick={() => setIsPicking(true)}
            >
              <Icon name="metric" />
            </button>
            <button
              type="button"
              className="editor-preview-button"
              tabIndex={-1}
              aria-pressed={isPreviewing}
              onClick={() => setIsPreviewing(!isPreviewing)}
            >
              {isPreviewing ? "Write" : "Preview"}
            </button>
          </Toolbar>
        )}
        <div className="editor-field">
          {figures && <FigureMirror field={field} figures={figures} />}
          <textarea
            ref={field}
            id={id}
            name={name}
            rows={rows}
            required
            aria-describedby={describedBy}
            aria-invalid={errors ? true : undefined}
            {...(isLive && fieldAttributes(completion.state, `completion-${name}`))}
            defaultValue={textToBeginWith(id, defaultValue)}
            onInput={(event) => {
              setBytes(bytesOf(event.currentTarget.value));
              if (linked && !event.currentTarget.value.includes(linkOf(linked))) setLinked(null);
            }}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onDrop={onDrop}
            onDragOver={onFiles ? (event) => event.preventDefault() : undefined}
          />
          <Completions
            id={`completion-${name}`}
            list={completion.list}
            chosen={completion.state.active}
            onTake={completion.take}
          />
        </div>
        <div className="editor-notes">
          <div className="field-help" id={`help-${name}`}>
            <MarkdownHelp />
          </div>
          {isLive && <Length id={`length-${name}`} bytes={bytes ?? bytesOf(defaultValue)} />}
        </div>
        {figures && figures.list.length > 0 && <FigureList field={field} figures={figures} />}
        {linked && <CiteInstead field={field} linked={linked} onDone={() => setLinked(null)} />}
        {isLive && <EditorWarnings field={field} warnings={preview.warnings} />}
        {errors && (
          <p className="field-error" id={`error-${name}`}>
            {errors.join(" ")}
          </p>
        )}
      </div>
      {isPicking && (
        <MetricPicker
          onInsert={(markdown) =>
            field.current && applyEdit(field.current, insertBlock(selectionOf(field.current), markdown))
          }
          onClose={() => setIsPicking(false)}
        />
      )}
      {isLive && <PreviewPane preview={preview} isShown={isPreviewing || isPreviewBeside} />}
    </div>
  );
}

type ListProps = { id: string; list: Completion[]; chosen: number; onTake(completion: Completion): void };

function Completions({ id, list, chosen, onTake }: ListProps) {
  if (list.length === 0) return null;
  return (
    <div className="completions" id={id} role="listbox" aria-label="Completions">
      {list.map((completion, index) => (
        <div
          key={completion.insert}
          id={optionId(id, index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          // Runs before the field loses focus, which closes the list.
          onMouseDown={(event) => {
            event.preventDefault();
            onTake(completion);
          }}
        >
          {completion.label} <span>{completion.note}</span>
        </div>
      ))}
    </div>
  );
}

/** The length and the limit; announced when little is left. */
function Length({ id, bytes }: { id: string; bytes: number }) {
  const left = maxBodyBytes - bytes;
  return (
    <p
      className={left < 0 ? "editor-length signal" : "editor-length"}
      id={id}
      aria-live={left < 4096 ? "polite" : "off"}
    >
      {left < 0
        ? `${(-left).toLocaleString("en")} bytes too many`
        : `${bytes.toLocaleString("en")} of ${maxBodyBytes.toLocaleString("en")} bytes`}
    </p>
  );
}

function PreviewPane({ preview, isShown }: { preview: LivePreview; isShown: boolean }) {
  return (
    <section className="editor-preview" aria-label="Live preview" hidden={!isShown}>
      <div className="editor-preview-head">
        <h2>Preview</h2> {preview.words || (preview.isBehind ? "…" : "as it will be published")}
      </div>
      {preview.html === "" ? (
        <p className="editor-preview-empty">What you write appears here.</p>
      ) : (
        <HtmlBody id="live-preview" className="prose" html={preview.html} />
      )}
    </section>
  );
}
