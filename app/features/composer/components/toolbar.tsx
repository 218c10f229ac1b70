import type { ReactNode } from "react";
import { isComposed, letterOf } from "~/ui/combobox";
import { Icon } from "~/ui/icon";
import { type Edit, insertBlock, type Selection } from "../insertions";
import { link, prefixLines, wrap } from "../markdown-edits";

type Tool = {
  name: string;
  icon: Parameters<typeof Icon>[0]["name"];
  /** The key to press with Ctrl or Command, and with Shift if it is a capital. */
  key?: string;
  edit(selection: Selection): Edit;
};

const table = "| Chain | TPS |\n|---|--:|\n| Base | 142 |";

const codeOf = (selection: Selection) =>
  selection.text.slice(selection.start, selection.end).includes("\n")
    ? fenced(selection)
    : wrap(selection, "`", "code");

function fenced(selection: Selection): Edit {
  const inner = selection.text.slice(selection.start, selection.end);
  return insertBlock(selection, `\`\`\`\n${inner}\n\`\`\``, inner);
}

export const tools: Tool[] = [
  { name: "Heading", icon: "heading", edit: (selection) => prefixLines(selection, "## ") },
  { name: "Bold", icon: "bold", key: "b", edit: (selection) => wrap(selection, "**", "bold") },
  { name: "Emphasis", icon: "italic", key: "i", edit: (selection) => wrap(selection, "_", "emphasis") },
  { name: "Link", icon: "link", key: "k", edit: (selection) => link(selection) },
  { name: "Quote", icon: "quote", key: "Q", edit: (selection) => prefixLines(selection, "> ") },
  { name: "Code", icon: "code", key: "e", edit: codeOf },
  { name: "List", icon: "list", key: "L", edit: (selection) => prefixLines(selection, "- ") },
  { name: "Numbered list", icon: "numbers", key: "O", edit: (selection) => prefixLines(selection, "1. ") },
  { name: "Table", icon: "table", edit: (selection) => insertBlock(selection, table, "Chain") },
  { name: "Math", icon: "math", key: "M", edit: (selection) => insertBlock(selection, "$$\nx = y\n$$", "x = y") },
];

type Press = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** The tool for a key press, or undefined. On layouts without Latin letters the key's place counts; Caps Lock never does. */
export function toolOfKeys({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Press) {
  if (!(ctrlKey || metaKey) || altKey) return undefined;
  const letter = letterOf({ key, code });
  return tools.find((tool) => tool.key?.toLowerCase() === letter && (tool.key !== letter) === shiftKey);
}

const keysOf = (key: string) => `Ctrl ${key === key.toUpperCase() ? `Shift ${key}` : key.toUpperCase()}`;

type Props = {
  controls: string;
  onTool(tool: Tool): void;
  /** Buttons with words, before the tools. */
  first: ReactNode;
  children: ReactNode;
  /** Stays at the end of the row, however far the tools are scrolled. */
  last: ReactNode;
};

/** A toolbar; each button names its shortcut. It has one tab stop, and arrow keys move between buttons. */
export function Toolbar({ controls, onTool, first, children, last }: Props) {
  return (
    <div
      className="editor-tools"
      role="toolbar"
      tabIndex={-1}
      aria-label="Formatting"
      aria-controls={controls}
      onKeyDown={(event) => {
        if (isComposed(event.nativeEvent)) return;
        const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        if (step === 0) return;
        const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>("button, input")];
        const at = buttons.indexOf(document.activeElement as HTMLElement);
        buttons[(at + step + buttons.length) % buttons.length]?.focus();
        event.preventDefault();
      }}
    >
      <div className="editor-tools-row">
        {first}
        {tools.map((tool) => (
          <button
            key={tool.name}
            type="button"
            tabIndex={-1}
            aria-label={tool.name}
            title={tool.key ? `${tool.name} (${keysOf(tool.key)})` : tool.name}
            onClick={() => onTool(tool)}
          >
            <Icon name={tool.icon} />
          </button>
        ))}
        {children}
      </div>
      {last}
    </div>
  );
}
