/** What was typed into a form, of which only the fields are known: for giving it back when it could not be saved. */

export type TypedField = { name: string; value: string };

/** By the whole name: "gasToken" is no secret. */
const secrets = /^(?:\w*password|passphrase|\w*secret|(?:access_?)?token|signature|code)$/i;
const labels: Record<string, string> = {
  body: "Your text",
  title: "Title",
  name: "Name",
  reason: "Reason",
  comment: "Comment",
  theirs: "What stands now",
  words: "Your words",
  text: "Your words",
  address: "Address",
};
/** A number, a key, an address of ours, a word from a list: something that a form or a list filled in. */
const filledIn = /^[\w:.-]*$|^\//;

/** What script measured for the form. */
const measured = new Set(["diagramSizes"]);

/** Whether a field is never given back. A form that has one can't be sent again without typing. */
export const isSecret = ({ name }: TypedField) => secrets.test(name);

/** Whether somebody typed it, so that it is worth reading. Choices and keys are sent again unseen. */
export const isTyped = ({ name, value }: TypedField) =>
  value.trim() !== "" && !measured.has(name) && (knownLabel(name) !== null || !filledIn.test(value.trim()));

/** Those that are given back to be read: typed, and no secret. */
export const worthReading = (fields: TypedField[]) => fields.filter((field) => isTyped(field) && !isSecret(field));

/** "sourceName" is labelled "Source name". */
export const labelOf = ({ name }: TypedField) => knownLabel(name) ?? inWords(name);

/** Where a form asks for words about several things, each field says about which: "words-other". */
function knownLabel(name: string): string | null {
  const asked = name.replace(/^words-.+/, "words");
  return Object.hasOwn(labels, asked) ? labels[asked]! : null;
}

function inWords(name: string) {
  const words = name.replaceAll(/([a-z])([A-Z])|[-_]+/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
