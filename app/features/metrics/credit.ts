type Credited = { name: string; homepage: string; licence: string };

/** Who measured it, as stands beside every value: the name, or where a licence asks for it the source with its address. */
export const creditOf = ({ name, homepage, licence }: Credited): string =>
  licence === "" ? name : `Source: ${name}, ${homepage} (${licence})`;
