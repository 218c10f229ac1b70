import { json } from "@remix-run/node";
import { isSecretName } from "~/platform/secrets";
import type { RefusedText } from "~/ui/failure";

type Refusal = { status: number; message: string; appeal?: string };

/**
 * The answer to a form that can't be shown again, to be thrown: the page of the error says why and gives back what was typed,
 * without its secrets.
 */
export function refusedText(sent: FormData, { status, message, appeal }: Refusal): Response {
  const fields = [...sent].flatMap(([name, value]) =>
    typeof value === "string" && !isSecretName(name) ? [{ name, value }] : [],
  );
  return json<RefusedText>({ message, fields, appeal: appeal ?? null }, { status });
}
