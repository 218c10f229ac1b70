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

/** With one full stop at its end. */
export const sentence = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);
