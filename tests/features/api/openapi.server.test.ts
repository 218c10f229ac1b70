import { expect, test } from "vitest";
import { openApiDocument } from "~/features/api/openapi.server";
import { titleLimits } from "~/features/threads/threads";

type Schema = { description?: string; examples?: unknown[]; example?: unknown; pattern?: string };
type Described = {
  parameters: { name: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: { properties: Record<string, Schema> } }> };
};

const operationAt = (path: string, method: string) => openApiDocument().paths[path]![method] as Described;

test("the document says how long a title may be, and has an example of each field that is needed", () => {
  const { title, tags, markdown } = operationAt("/threads", "post").requestBody!.content["application/json"]!.schema
    .properties;
  expect(title!.description).toContain(`${titleLimits.min} to ${titleLimits.max}`);
  expect([title, tags, markdown].map((field) => field!.example)).not.toContain(undefined);
});

test("every parameter of a path has an example, or a pattern that says what it is", () => {
  const without = Object.entries(openApiDocument().paths).flatMap(([path, methods]) =>
    Object.values(methods as Record<string, Described>).flatMap(({ parameters }) =>
      parameters
        .filter(({ name, schema }) => path.includes(`{${name}}`) && !schema.examples && !schema.pattern)
        .map(({ name }) => `${path} ${name}`),
    ),
  );
  expect(without).toEqual([]);
});
