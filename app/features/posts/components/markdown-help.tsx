import { paths } from "~/paths";

/** Help for markdown: one line and a fold. */
export function MarkdownHelp() {
  return (
    <>
      Markdown. A post holds 64 KB.{" "}
      <details className="inline-details">
        <summary>What can I write?</summary>
        <span>
          <code>**bold**</code>, <code>_emphasis_</code>, <code>`code`</code>, <code>[link](https://…)</code>, lists,
          tables, <code>- [ ] tasks</code>, quotes with <code>&gt;</code>, fenced code. <code>@handle</code> names a
          member, <code>#12</code> links a thread, <code>EIP-7732</code> links itself. Code fenced as{" "}
          <code>mermaid</code> is drawn. <code>[^</code> cites a source: choose one, or paste its address.{" "}
          <a href={paths.uploads()}>Your pictures</a> have a line to paste.
        </span>
      </details>
    </>
  );
}
