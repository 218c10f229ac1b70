/** With one full stop at its end. */
export const sentence = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);
