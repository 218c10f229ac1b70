import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";
import type { FormState } from "./form-state";

type Kept<More> = { reply: FormState } & More;

/** Set on what a form is answered with when nobody answered. */
export const isNotSent = (answer: unknown) => answer instanceof Object && "notSent" in answer;

const notSent =
  "No connection: this was not sent. Your text is kept; send it again when the connection is back, it counts once.";

/** Sends a form; when the connection fails, the answer is words for the form, which keeps what was typed. */
export async function sentOrKept<Answer, More>(send: () => Promise<Answer>, more: More): Promise<Answer | Kept<More>> {
  try {
    return await send();
  } catch (error) {
    // What fetch throws when nobody answers; everything the server said is no TypeError.
    if (!(error instanceof TypeError)) throw error;
    return { ...more, reply: { error: { "": [notSent] } }, notSent: true };
  }
}

/** A refused form keeps what is in it: nothing has to be loaded again. */
export const loadAgainUnlessRefused = ({ actionResult, actionStatus, ...args }: ShouldRevalidateFunctionArgs) =>
  isNotSent(actionResult) || (actionStatus ?? 200) >= 400 ? false : args.defaultShouldRevalidate;
