import { json } from "@remix-run/node";
import type { RefusedText } from "./failure";
import { isSecret } from "./typed-fields";

type Refusal = { status: number; message: string; appeal?: string };

/**
 * The answer to a form that can't be shown again, to be thrown: the page of the error says why and gives back what was typed,
 * without its secrets.
 */
export function refusedText(sent: FormData, { status, message, appeal }: Refusal): Response {
  const fields = [...sent].flatMap(([name, value]) =>
    typeof value === "string" && !isSecret({ name, value }) ? [{ name, value }] : [],
  );
  return json<RefusedText>({ message, fields, appeal: appeal ?? null }, { status });
}
