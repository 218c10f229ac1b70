/** 1 → a, 26 → z, 27 → aa. */
export function noteLetter(number: number): string {
  const letter = String.fromCharCode(97 + ((number - 1) % 26));
  return number > 26 ? noteLetter(Math.floor((number - 1) / 26)) + letter : letter;
}
