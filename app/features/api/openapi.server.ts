/** The document of the API, in OpenAPI 3.1, from the operations themselves. */
import { z } from "zod";
import { bodies, eventTypes, eventWords } from "~/features/webhooks/webhooks";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import type { Operation } from "./operation";
import { operations } from "./operations.server";
import { scopeWords } from "./scope";
import { Held, Problem } from "./shapes";

type Schema = Record<string, unknown>;

const components = "#/components/schemas/";

/** A schema as the document has it: what is sent, before it is read. */
const shapeOf = (schema: z.ZodType): Schema => plain(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));

function plain({ $schema: _, ...schema }: Schema): Schema {
  return schema;
}

/** Moves what zod wrote as definitions of each schema to the document's own, and points there. */
function hoist(schema: Schema, known: Record<string, unknown>): Schema {
  const { $defs, ...rest } = schema as { $defs?: Record<string, Schema> };
  for (const [name, definition] of Object.entries($defs ?? {})) known[name] ??= pointed(definition);
  const whole = rest as Schema & { id?: string };
  return pointed(whole);
}

function pointed(value: unknown): Schema {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) =>
      key === "$ref" && typeof part === "string"
        ? part.replace("#/$defs/", components)
        : key === "id" && typeof part === "string" && /^[A-Z]\w+$/.test(part)
          ? undefined
          : part,
    ),
  ) as Schema;
}

/** The parameters of a path or query. What a zod schema of a number coerces is written as that number. */
function parametersOf(shape: z.ZodObject | undefined, where: "path" | "query") {
  if (!shape) return [];
  const { properties = {}, required = [] } = shapeOf(shape) as {
    properties?: Record<string, Schema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: where,
    required: where === "path" || (required.includes(name) && isNeeded(shape, name)),
    ...(description !== undefined && { description }),
    schema: numbersAsSuch(shape, name, schema),
    ...(schema["type"] === "array" && { explode: true, style: "form" }),
  }));
}

const isNeeded = (shape: z.ZodObject, name: string) => !z.safeParse(shape.shape[name] as z.ZodType, undefined).success;

/** `z.coerce.number()` takes anything, and means a number. */
function numbersAsSuch(shape: z.ZodObject, name: string, schema: Schema): Schema {
  const { description: _, ...output } = plain(
    z.toJSONSchema(shape.shape[name] as z.ZodType, { io: "output", unrepresentable: "any" }),
  );
  return output["type"] === "integer" || output["type"] === "number" ? output : schema;
}

const problems: Record<number, string> = {
  400: "A value of the query is malformed.",
  401: "No key, or one that is wrong, revoked or has ended.",
  403: "The key or its member may not do this.",
  404: "There is no such thing, or not for everybody.",
  405: "This address is asked by other methods.",
  409: "Something else happened meanwhile; `detail` says what.",
  413: "The body is too large.",
  414: "The address is too long.",
  415: "The body is of a type that is not read here.",
  422: "A field of the body can't be taken; `errors` says which.",
  429: "Too many requests: try again after the seconds of `Retry-After`.",
  503: "The forum is too busy just now: try again after the seconds of `Retry-After`.",
};

function responsesOf({ status, answer, scope, body, takesForm, mayBeHeld }: Operation, known: Record<string, unknown>) {
  const refused = [
    400,
    404,
    405,
    414,
    429,
    503,
    ...(scope ? [401, 403] : []),
    ...(body || takesForm ? [409, 413, 415, 422] : []),
  ].toSorted((a, b) => a - b);
  const success =
    status === 204
      ? { description: "Done." }
      : {
          description: status === 201 ? "Made." : "The answer.",
          content: { "application/json": { schema: hoist(shapeOf(answer), known) } },
        };
  return {
    [status]: success,
    ...(mayBeHeld && {
      202: {
        description: "The text waits for a moderator.",
        content: { "application/json": { schema: hoist(shapeOf(Held), known) } },
      },
    }),
    ...(scope === null && { 304: { description: "Nothing changed since the answer with this `ETag`." } }),
    ...Object.fromEntries(
      refused.map((code) => [
        code,
        {
          description: problems[code],
          content: { "application/problem+json": { schema: { $ref: `${components}Problem` } } },
        },
      ]),
    ),
  };
}

function bodyOf({ body, takesForm }: Operation, known: Record<string, unknown>) {
  if (takesForm)
    return {
      required: true,
      content: {
        "multipart/form-data": {
          schema: {
            type: "object",
            required: ["file"],
            properties: { file: { type: "string", format: "binary" }, alt: { type: "string" } },
          },
        },
      },
    };
  return body && { required: true, content: { "application/json": { schema: hoist(shapeOf(body), known) } } };
}

/** The whole document as a value of JSON. */
export function openApiDocument() {
  const known: Record<string, unknown> = {};
  hoist(shapeOf(Problem), known);
  const addresses: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const { id, method, path, chapter, says, scope, params, query } = operation;
    const requestBody = bodyOf(operation, known);
    (addresses[path] ??= {})[method.toLowerCase()] = {
      operationId: id,
      tags: [chapter],
      summary: says,
      ...(scope && {
        security: [{ key: [] }],
        description: `The key needs the scope \`${scope}\`: ${scopeWords[scope]}.`,
      }),
      parameters: [
        ...parametersOf(params, "path"),
        ...parametersOf(query, "query"),
        ...(method === "POST" && operation.body
          ? [
              {
                name: "Idempotency-Key",
                in: "header",
                required: false,
                schema: { type: "string", pattern: "^[\\w-]{8,80}$" },
              },
            ]
          : []),
      ],
      ...(requestBody && { requestBody }),
      responses: responsesOf(operation, known),
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Counterproof",
      version: "1",
      description: `Everything that a page of this forum shows, as JSON, and writing with a key. Examples: ${env().publicOrigin}${paths.api()}`,
    },
    servers: [{ url: `${env().publicOrigin}/api/v1` }],
    tags: [...new Set(operations.map(({ chapter }) => chapter))].map((name) => ({ name })),
    paths: addresses,
    webhooks: Object.fromEntries(
      eventTypes.map((type) => [
        type,
        {
          post: {
            summary: `${eventWords[type]}.`,
            parameters: ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => ({
              name,
              in: "header",
              required: true,
              schema: { type: "string" },
            })),
            requestBody: {
              required: true,
              content: { "application/json": { schema: hoist(shapeOf(bodies[type]), known) } },
            },
            responses: { "2XX": { description: "The receiver has it." } },
          },
        },
      ]),
    ),
    components: {
      schemas: known,
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "A key from the settings: `cp_…`." } },
    },
  };
}
