import { refuse } from "~/platform/form.server";
import type { FormState } from "~/ui/form-state";

const words =
  "This form was sent before with another text, which was posted. Both texts stand below; send this one again to post it too.";

type SentBefore = { reply: FormState; preview: null; earlier: string };

/** The answer to a form that comes again with another text: nothing of either is lost. `key` makes it a form of its own. */
export function sentBefore(fields: FormData, earlier: string, key: string): SentBefore {
  fields.set("idempotencyKey", key);
  return { reply: refuse(fields, { "": [words] }), preview: null, earlier };
}
