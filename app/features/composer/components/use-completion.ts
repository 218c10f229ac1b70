import { type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import type { Edit } from "../markdown-edits";
import { applyEdit, selectionOf } from "./apply-edit";
import { type Begun, beginWith } from "./begin-completion";
import type { Completion } from "./completion";

type State = { begun: Begun; list: Completion[]; chosen: number };

const pause = 120;

/** Completions of `@member`, `#thread`, `:tag` and `[^source` while they are typed. */
export function useCompletion(field: RefObject<HTMLTextAreaElement>, threadId: number | undefined) {
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
      const begun = beginWith(selectionOf(element), threadId);
      if (!begun) return setState(null);
      timer = setTimeout(() => {
        asked = new AbortController();
        void begun.find(asked.signal).then((list) => {
          if (list) setState(list.length > 0 ? { begun, list, chosen: 0 } : null);
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
  }, [field, threadId]);

  const take = (completion: Completion) => {
    const element = field.current;
    if (!element || !state) return;
    const edit: Edit = state.begun.edit(selectionOf(element), completion.insert);
    setState(null);
    applyEdit(element, edit);
    // Inserting a completion counts as typing, so don't complete it again.
    setState(null);
  };

  /** True if the list handled the key. */
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
