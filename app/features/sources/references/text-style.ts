export const longMonths = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** Ends the text with one full stop. */
export const sentence = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);
