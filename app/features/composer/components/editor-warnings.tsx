import type { RefObject } from "react";
import type { Warning } from "~/features/markdown/markdown";

type Props = { field: RefObject<HTMLTextAreaElement>; warnings: Warning[] };

/** Warnings before posting, each with a link to its line. */
export function EditorWarnings({ field, warnings }: Props) {
  const goTo = (line: number) => {
    const element = field.current;
    if (!element) return;
    const lines = element.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    element.focus();
    element.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  };
  return (
    <div role="status" className="editor-warnings">
      {warnings.length > 0 && (
        <ul aria-label="To mend before posting">
          {warnings.map(({ line, message }) => (
            <li key={`${line} ${message}`}>
              <button type="button" onClick={() => goTo(line)}>
                Line {line}
              </button>{" "}
              {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
