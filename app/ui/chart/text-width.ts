/** The approximate width in pixels of a text in our sans-serif font. */
export function textWidth(text: string, size: number, isStrong = false): number {
  let em = 0;
  for (const character of text) {
    if (/[ .,:;'|!ijlt·\u00a0\u2009()[\]/-]/.test(character)) em += 0.27;
    else if (/[mwMW%@—]/.test(character)) em += 0.8;
    else if (/[A-Z$&×+−–]/.test(character)) em += 0.57;
    else em += 0.5;
  }
  return em * size * (isStrong ? 1.06 : 1);
}
