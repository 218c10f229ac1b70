/** What was typed into a form, of which only the fields are known: for giving it back when it could not be saved. */

export type TypedField = { name: string; value: string };

const secrets = /password|secret|token|signature|code/i;
const labels: Record<string, string> = { body: "Your text", title: "Title", reason: "Reason", comment: "Comment" };

/** Whether a field is never given back. A form that has one can't be sent again without typing. */
export const isSecret = ({ name }: TypedField) => secrets.test(name);

/** Whether somebody typed it, so that it is worth reading. Choices and keys are sent again unseen. */
export const isTyped = ({ name, value }: TypedField) =>
  value.trim() !== "" && (name in labels || /\s/.test(value.trim()));

export const labelOf = ({ name }: TypedField) => labels[name] ?? name;
