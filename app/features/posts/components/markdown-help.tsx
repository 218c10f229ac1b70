import { paths } from "~/paths";
import { BarFold } from "~/ui/bar-fold";

const examples: [write: string, gives: string][] = [
  ["**bold**, _emphasis_, `code`, [link](https://…)", "as in all markdown; lists, tables and fenced code too"],
  ["[142 TPS](metric:base/tps)", "a claim: the number is checked against what was measured"],
  ["![Base, 30 days](metric:base/tps?window=30d)", "a live chart, alone in its paragraph"],
  ["It fell[^EIP-4844].", "a citation: an EIP, a DOI, an address, or a key of your own"],
  ["$$ TPS = N / 86400 $$", "a formula; inside a sentence \\(x^2\\)"],
  ["TL;DR: Blobs are cheap.", "a summary, as the first paragraph; it is shown on top"],
  ["> words", "a quote; select a passage and press q to quote it with its origin"],
  ["```mermaid", "a diagram, up to the closing ```"],
  ["@handle, #12, EIP-7732", "a member, a thread, an EIP"],
];

/** What one may write, with one example of each kind. */
export function MarkdownHelp() {
  return (
    <BarFold summary="What can I write?">
      <p>Markdown, up to 64 KB.</p>
      <dl className="writing-examples">
        {examples.map(([write, gives]) => (
          <div key={write}>
            <dt>
              <code>{write}</code>
            </dt>
            <dd>{gives}</dd>
          </div>
        ))}
      </dl>
      <p>
        Paste or drop a picture, or take one from <a href={paths.uploads()}>your pictures</a>. Cite from{" "}
        <a href={paths.importSources()}>a file of references</a>.
      </p>
    </BarFold>
  );
}
