import { parentPort } from "node:worker_threads";
import { answer } from "./answer.server";
import type { MarkdownJob } from "./markdown-job";
import { warmHighlighter } from "./highlight.server";
import { nothingResolved } from "./parsed";

// The first texts are slow, because nothing is compiled yet. Render some before the deadline applies.
const warmUp = `# Warm *up*

[quote=@alice, p:1, r:1]
EIP-1 and #1
[/quote]

- [x] \`code\`, https://example.org, \\(x\\)

| a | b |
|---|--:|
| 1 | [2](metric:base/tps) |

[^a]: https://example.org

$$
\\sum_{i=0}^n \\frac{a_i}{\\sqrt{b}}
$$`;

for (let round = 0; round < 20; round++) {
  answer({ kind: "render", source: `${warmUp} ${round}`, resolution: nothingResolved, prefix: "p0" });
}

warmHighlighter();

parentPort?.on("message", (job: MarkdownJob) => parentPort?.postMessage(answer(job)));
parentPort?.postMessage("ready");
