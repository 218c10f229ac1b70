import { type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import { paths } from "~/paths";
import { wordToComplete } from "../../markdown-edits";
import { applyEdit, selectionOf } from "./apply-edit";

/** Something that completes a word: `insert` is what is written for it. */
export type Completion = { label: string; note: string; insert: string };

type State = { from: number; list: Completion[]; chosen: number };

const pause = 120;

/** Completions of `@member`, `#thread` and `:tag` while they are typed. */
export function useCompletion(field: RefObject<HTMLTextAreaElement>) {
  const [state, setState] = useState<State | null>(null);

  useEffect(() => {
    const element = field.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout>;
    let asked = new AbortController();
    const close = () => {
      clearTimeout(timer);
      asked.abort();
      setState(null);
    };
    const look = () => {
      clearTimeout(timer);
      asked.abort();
      const word = wordToComplete(selectionOf(element));
      if (!word) return setState(null);
      timer = setTimeout(() => {
        asked = new AbortController();
        void complete(word.kind, word.word, asked.signal).then((list) => {
          if (list) setState(list.length > 0 ? { from: word.from, list, chosen: 0 } : null);
        });
      }, pause);
    };
    element.addEventListener("input", look);
    element.addEventListener("blur", close);
    element.addEventListener("click", close);
    return () => {
      close();
      element.removeEventListener("input", look);
      element.removeEventListener("blur", close);
      element.removeEventListener("click", close);
    };
  }, [field]);

  const take = (completion: Completion) => {
    const element = field.current;
    if (!element || !state) return;
    const to = element.selectionEnd;
    const insert = `${completion.insert} `;
    const at = state.from + insert.length;
    setState(null);
    applyEdit(element, { from: state.from, to, insert, start: at, end: at });
  };

  /** True when the key was for the list. */
  const onKey = (event: KeyboardEvent): boolean => {
    if (!state) return false;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      setState({ ...state, chosen: (state.chosen + step + state.list.length) % state.list.length });
      return true;
    }
    if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") {
      take(state.list[state.chosen]!);
      return true;
    }
    if (event.key !== "Escape") return false;
    setState(null);
    return true;
  };

  return { list: state?.list ?? [], chosen: state?.chosen ?? 0, take, onKey };
}

const kinds = { "@": "member", "#": "thread", ":": "tag" } as const;

/** What completes the word; null when a later word has been asked for, empty without a connection. */
async function complete(kind: keyof typeof kinds, word: string, signal: AbortSignal): Promise<Completion[] | null> {
  try {
    const response = await fetch(paths.complete(kinds[kind], word), { signal });
    return response.ok ? ((await response.json()) as { items: Completion[] }).items : [];
  } catch {
    return signal.aborted ? null : [];
  }
}
