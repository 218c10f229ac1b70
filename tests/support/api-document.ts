/** The document of the API as a client has it, and whether answers keep to it. */
import { z } from "zod";

type ResponseOf = { content?: Record<string, { schema: object }> };
type Content = {
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, ResponseOf> }>>;
  components: { schemas: Record<string, unknown> };
};

export class ApiDocument {
  readonly content: Content;

  constructor(sent: unknown) {
    this.content = sent as Content;
  }

  /** `GET /threads` and so on. */
  operations(): string[] {
    return Object.entries(this.content.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
  }

  /** What of an operation's answer breaks the document: its status, its type or its shape. */
  async faultsOf(id: string, answer: Response): Promise<string[]> {
    const operation = Object.values(this.content.paths)
      .flatMap((methods) => Object.values(methods))
      .find(({ operationId }) => operationId === id)!;
    const said = operation.responses[answer.status];
    if (!said) return [`${id} answers ${answer.status}, which the document lacks`];
    const [type = ""] = (answer.headers.get("Content-Type") ?? "").split(";");
    if (!said.content) return (await answer.text()) === "" ? [] : [`${id} has a body`];
    const schema = said.content[type]?.schema;
    if (!schema) return [`${id} answers as ${type}`];
    const read = this.readerOf(schema).safeParse(await answer.json());
    return read.success ? [] : read.error.issues.map(({ path, message }) => `${id}: ${path.join("/")}: ${message}`);
  }

  private readerOf(schema: object) {
    const text = JSON.stringify({ ...schema, $defs: this.content.components.schemas });
    return z.fromJSONSchema(JSON.parse(text.replaceAll("#/components/schemas/", "#/$defs/")) as never);
  }
}
