import { type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import { closed, type Combobox, isPrevented, type Manner, opened, pressed } from "~/ui/combobox";
import type { Edit } from "../insertions";
import { applyEdit, selectionOf } from "./apply-edit";
import { type Begun, beginWith } from "./begin-completion";
import type { Completion } from "./completion";

type State = { begun: Begun; list: Completion[]; chosen: number };
const noCompletions: Completion[] = [];

const pause = 120;

/** Without a list the keys are the text's. Arrows choose; Tab takes what is chosen, or the first. */
const manner: Manner = {
  begins: -1,
  opensByArrow: false,
  passesField: false,
  takesByTab: true,
  keepsEnter: false,
  clearsByEscape: false,
};

/** After two letters the best completion is at hand, and Enter takes it. Before that, Enter ends the line: ":p" is a smile. */
const enough = 2;
const mannerFor = ({ letters }: Begun): Manner => (letters < enough ? manner : { ...manner, begins: 0 });

const comboboxOf = (state: State | null): Combobox =>
  state ? { isOpen: true, count: state.list.length, active: state.chosen } : closed;

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
          if (list)
            setState(list.length > 0 ? { begun, list, chosen: opened(list.length, mannerFor(begun)).active } : null);
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

  /** Whether the key was for the list, so that it does nothing else. */
  const onKey = (event: KeyboardEvent): boolean => {
    if (!state) return false;
    const { list } = state;
    const outcome = pressed(comboboxOf(state), event.nativeEvent, manner);
    const taken = outcome.act === "take" && list[outcome.index];
    if (taken) take(taken);
    else if (outcome.act === "move") setState({ ...state, chosen: outcome.active });
    // Home and End lead out of the word that is being completed.
    else if (outcome.act === "close" || outcome.act === "return") setState(null);
    return isPrevented(outcome);
  };

  return {
    list: state?.list ?? noCompletions,
    /** Where the word begins. */
    from: state?.begun.from ?? 0,
    state: comboboxOf(state),
    take,
    onKey,
  };
}
