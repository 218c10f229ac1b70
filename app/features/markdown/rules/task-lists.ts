import type { MarkdownIt, StateCore, Token } from "markdown-it";

const box = /^\[([ x])\]\s+/i;

/** `- [ ]` and `- [x]`: a task list, which changes only by editing the post. */
export function taskLists(md: MarkdownIt) {
  md.core.ruler.before("text_join", "task_lists", (state) => {
    state.tokens.forEach((token, index) => markTask(state, token, index));
  });
  md.renderer.rules.task_box = (tokens, index) => {
    return tokens[index]!.meta
      ? `<input type="checkbox" disabled="" checked="" aria-label="Done" /> `
      : `<input type="checkbox" disabled="" aria-label="Not done" /> `;
  };
}

function markTask(state: StateCore, { children }: Token, index: number) {
  const item = state.tokens[index - 2];
  const first = children?.[0];
  if (!children || item?.type !== "list_item_open" || first?.type !== "text") return;
  const found = box.exec(first.content);
  if (!found) return;

  const token = new state.Token("task_box", "input", 0);
  token.meta = found[1] !== " ";
  first.content = first.content.slice(found[0].length);
  item.attrSet("class", "task");
  children.unshift(token);
}
