/** Diagrams whose size is known. */
import { expect, test } from "vitest";
import { parse, readDocument } from "~/features/markdown/document.server";
import { nothingResolved } from "~/features/markdown/parsed";
import { render, renderUnchecked } from "~/features/markdown/render.server";
import { fillSlots } from "~/features/markdown/slots";
import { diagramKey } from "~/ui/diagram-size";

const flow = "flowchart LR\n  A --> B";
const fence = (source: string, info = "mermaid") => `\`\`\`${info}\n${source}\n\`\`\`\n`;
const html = (source: string, diagrams = {}) => render(source, nothingResolved, { prefix: "p1", diagrams });

test("a diagram has a slot for its room, and is as before without", () => {
  const diagrams = { [diagramKey(flow)]: [704, 379] as const };
  const sized = html(fence(flow), diagrams);
  expect(sized).toContain(
    '<figure class="diagram" data-diagram="" aria-label="Diagram"><span data-slot="diagram" data-id="704:379"></span><div',
  );
  expect(fillSlots(sized, () => undefined)).toBe(html(fence(flow)));
  const document = readDocument(fence(flow));
  expect(renderUnchecked(document, { resolution: nothingResolved, prefix: "p1", diagrams })).toBe(sized);
});

test("sizes of other diagrams, and of code, change nothing", () => {
  const others = { [diagramKey("flowchart LR")]: [704, 379] as const, constructor: [1, 100] as const };
  expect(html(fence(flow), others)).toBe(html(fence(flow)));
  expect(html(fence(flow, "text"), { [diagramKey(flow)]: [704, 379] as const })).not.toContain("data-slot");
});

test("a text knows the keys of its diagrams, quoted ones too, each once", () => {
  const other = 'pie\n  "a" : 1';
  const text = `${fence(flow)}\n> ${fence(other).replaceAll("\n", "\n> ")}\n\n${fence(flow, "Mermaid")}\n${fence("x", "text")}`;
  expect(parse(text).diagrams).toEqual([diagramKey(flow), diagramKey(other)]);
});
