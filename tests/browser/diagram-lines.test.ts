import { expect, test } from "vitest";
import { lineInSource } from "~/browser/diagram-lines";

test.each([
  ["%% comment\nsequenceDiagram\n  A->>B: x\n  participant", 3, 4, "participant"],
  ["sequenceDiagram\n  A->>B: x\n  participant", 3, 3, "participant"],
  ["sequenceDiagram\n  %% one\n\n  %% two\n  A->>B: x\n  participant", 3, 6, "participant"],
  ["sequenceDiagram\n\n%% one\n  participant", 2, 4, "participant"],
  ["\n\nsequenceDiagram\n  participant", 2, 4, "participant"],
  ["---\ntitle: x\n---\nsequenceDiagram\n  participant", 2, 5, "participant"],
  ["%%{init: {}}%%\nsequenceDiagram\n  participant", 2, 3, "participant"],
  ["graph TD\n  A-->\n", 9, 2, "A-->"],
])("%j: line %i of what Mermaid reads is line %i", (source, line, number, text) => {
  expect(lineInSource(source, line)).toEqual({ number, text });
});
