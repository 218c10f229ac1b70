import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";
import type { FormState } from "./form-state";

type Kept<More> = { reply: FormState } & More;

/** Marks a response that the page made itself, without a connection. */
export const isNotSent = (answer: unknown) => answer instanceof Object && "notSent" in answer;

const notSent =
  "No connection: this was not sent. Your text is kept; send it again when the connection is back, it counts once.";

/** Sends a form. If the connection fails, returns a message for the form, which keeps what was typed. */
export async function sentOrKept<Answer, More>(send: () => Promise<Answer>, more: More): Promise<Answer | Kept<More>> {
  try {
    return await send();
  } catch (error) {
    // fetch throws a TypeError if there is no connection; server responses don't.
    if (!(error instanceof TypeError)) throw error;
    return { ...more, reply: { error: { "": [notSent] } }, notSent: true };
  }
}

/** A refused form keeps its content, so don't reload data. */
export const loadAgainUnlessRefused = ({ actionResult, actionStatus, ...args }: ShouldRevalidateFunctionArgs) =>
  isNotSent(actionResult) || (actionStatus ?? 200) >= 400 ? false : args.defaultShouldRevalidate;
