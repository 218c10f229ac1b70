import { parseWithZod } from "@conform-to/zod/v4";
import type { SubmissionResult } from "@conform-to/react";
import type { z } from "zod";

export type Parsed<T> =
  { ok: true; value: T; fields: FormData } | { ok: false; reply: SubmissionResult<string[]>; fields: FormData };

/** Parses a form; a refusal contains the errors and everything that was typed. */
export function parseForm<Schema extends z.ZodType>(fields: FormData, schema: Schema): Parsed<z.output<Schema>> {
  const submission = parseWithZod(fields, { schema });
  if (submission.status === "success") return { ok: true, value: submission.value as z.output<Schema>, fields };
  return { ok: false, reply: submission.reply(), fields };
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
