const safe = /^(?:https?:\/\/|mailto:|\/(?![/\\])|#)/i;

/** The only addresses a link may have: the web, mail, our own pages, places in the same post. */
export function isSafeAddress(address: string) {
  return safe.test(address);
}

/** Addresses of our own data: a link to one is a claim, an image of one is a widget. */
export function isFigureAddress(address: string) {
  return /^(?:metric|claim):/i.test(address);
}
