import { parseWithZod } from "@conform-to/zod/v4";
import type { SubmissionResult } from "@conform-to/react";
import type { z } from "zod";

export type Parsed<T> =
  { ok: true; value: T; fields: FormData } | { ok: false; reply: SubmissionResult<string[]>; fields: FormData };

/** Our forms are flat. Names with brackets, dots or two underscores are the parser's own language, which a form of ours never speaks. */
const plainName = /^[a-z][\w-]{0,59}$/i;

/** The fields of a form with a plain name. */
function plainFields(fields: FormData): FormData {
  const plain = new FormData();
  for (const [name, value] of fields) if (plainName.test(name)) plain.append(name, value);
  return plain;
}

/** Parses a form; a refusal contains the errors and everything that was typed. */
export function parseForm<Schema extends z.ZodType>(sent: FormData, schema: Schema): Parsed<z.output<Schema>> {
  const fields = plainFields(sent);
  const submission = parseWithZod(fields, { schema });
  if (submission.status === "success") return { ok: true, value: submission.value as z.output<Schema>, fields };
  return { ok: false, reply: submission.reply(), fields };
}

/** Why a preview is refused to someone who asked for too many, and what the answer is sent with. */
export function previewRefusal(seconds: number) {
  const words = `You have asked for many previews in a short time. Try again in ${seconds} seconds; your text is still here.`;
  return { words, init: { status: 429, headers: { "Retry-After": String(seconds) } } };
}

/** A refusal by a rule outside the schema: keeps what was typed, with the reason at its field. */
export function refuse(fields: FormData, errors: Record<string, string[]>): SubmissionResult<string[]> {
  const initialValue: Record<string, string | string[]> = {};
  for (const name of new Set(fields.keys())) {
    const values = fields.getAll(name).map(String);
    initialValue[name] = values.length === 1 ? values[0]! : values;
  }
  return { status: "error", initialValue, error: errors };
}
