import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";
import type { FormState } from "./form-state";

type Kept<More> = { reply: FormState } & More;

/** Marks a response that the page made itself, because the server's didn't come or was no answer to the form. */
export const isNotSent = (answer: unknown) => answer instanceof Object && "notSent" in answer;

const kept = "Your text is kept; send it again in a moment, it counts once.";
const noConnection = `No connection: this was not sent. ${kept}`;
const notSaved = `The server could not save this just now. ${kept}`;

/** Sends a form. If no answer comes, or one of 500 or more, returns a message for the form, which keeps what was typed. */
export async function sentOrKept<Answer, More>(send: () => Promise<Answer>, more: More): Promise<Answer | Kept<More>> {
  try {
    return await send();
  } catch (error) {
    // The framework throws the server's refusals and redirects as responses, everything else as errors.
    if (error instanceof Response && error.status < 500) throw error;
    // fetch throws a TypeError if there is no connection.
    const words = error instanceof TypeError ? noConnection : notSaved;
    return { ...more, reply: { error: { "": [words] } }, notSent: true };
  }
}

/** Sends a small form whose answer stands beside it: what the server answers; without a connection a refusal with these words. */
export async function sentOrRefused<Answer>(send: () => Promise<Answer>, words: string) {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { refusal: words, notSent: true };
  }
}

const answersForm = (answer: unknown) => answer instanceof Object && "reply" in answer;

/**
 * A form that comes back keeps its content, so don't reload data: with a new key the form would begin anew, and lose what is typed
 * meanwhile. The answer says it, because the status is unknown where a `clientAction` has sent the form.
 */
export const loadAgainUnlessRefused = ({ actionResult, actionStatus, ...args }: ShouldRevalidateFunctionArgs) =>
  isNotSent(actionResult) || answersForm(actionResult) || (actionStatus ?? 200) >= 400
    ? false
    : args.defaultShouldRevalidate;
