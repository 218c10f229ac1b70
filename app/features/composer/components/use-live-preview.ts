import { type RefObject, useEffect, useRef, useState } from "react";
import { maxBodyBytes } from "~/features/markdown/markdown";
import { bytesOf } from "~/features/posts/posts";
import { paths } from "~/paths";

type Warning = { line: number; message: string };

export type LivePreview = {
  html: string;
  words: string;
  isBehind: boolean;
  /** Faults that the author may want to correct before posting. */
  warnings: Warning[];
};

const pause = 350;

/** Whether a text contains anything that the server checks. */
const mayNeedWarning = (markdown: string) =>
  /\[\^|\]\((?:metric|claim):|^\s*(sources?|references?|refs?)\s*:/im.test(markdown);

/**
 * The server's preview of this field, requested shortly after the last key. While `isWanted` is false, it requests
 * only warnings, and only for texts with citations or metrics.
 */
export function useLivePreview(field: RefObject<HTMLTextAreaElement>, isWanted: boolean): LivePreview {
  const [preview, setPreview] = useState<LivePreview>({ html: "", words: "", isBehind: false, warnings: [] });
  const shown = useRef<string | null>(null);

  useEffect(() => {
    const element = field.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout>;
    let asked = new AbortController();

    const ask = async () => {
      const markdown = element.value;
      if (!isWanted && !mayNeedWarning(markdown)) return setPreview((before) => ({ ...before, warnings: [] }));
      if (markdown === shown.current) return setPreview((before) => ({ ...before, isBehind: false }));
      asked.abort();
      asked = new AbortController();
      const answer = await askForPreview(markdown, asked.signal);
      if (!answer) return;
      // If rendering fails, keep the last preview and show the reason.
      if (answer.html !== null) shown.current = markdown;
      setPreview((before) => ({
        html: answer.html ?? before.html,
        words: answer.words,
        warnings: answer.warnings,
        isBehind: answer.html === null,
      }));
    };
    const later = () => {
      clearTimeout(timer);
      setPreview((before) => ({ ...before, isBehind: true }));
      timer = setTimeout(() => void ask(), pause);
    };
    // Until the first preview has come, the pane says so. A page being taken over finds its room for the pane a moment later.
    setPreview((before) => ({ ...before, isBehind: isWanted && element.value !== (shown.current ?? "") }));
    timer = setTimeout(() => void ask());
    element.addEventListener("input", later);
    return () => {
      clearTimeout(timer);
      asked.abort();
      element.removeEventListener("input", later);
    };
  }, [field, isWanted]);

  return preview;
}

type Answer = { html: string | null; words: string; warnings: Warning[] };

/** The server's answer as html or an error; null if a later text was requested meanwhile. */
export async function askForPreview(markdown: string, signal: AbortSignal): Promise<Answer | null> {
  if (markdown.trim() === "") return { html: "", words: "", warnings: [] };
  // Only an edit of a post that came from another forum is that long, and its author may save it.
  if (bytesOf(markdown) > maxBodyBytes)
    return { html: "", words: "of a text this long only by its button", warnings: [] };
  try {
    const response = await fetch(paths.preview(), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ markdown }),
      signal,
    });
    const answer = (await response.json()) as { html?: string; detail?: string; warnings?: Warning[] };
    if (response.ok) return { html: answer.html ?? "", words: "", warnings: answer.warnings ?? [] };
    return { html: null, words: answer.detail ?? "The preview can't be made just now.", warnings: [] };
  } catch {
    if (signal.aborted) return null;
    return { html: null, words: "No connection: the preview waits for it.", warnings: [] };
  }
}
