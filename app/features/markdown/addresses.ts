const safe = /^(?:https?:\/\/|mailto:|\/(?![/\\])|#)/i;

/** The only addresses a link may have: web, mail, pages of this site, places in the same post. */
export function isSafeAddress(address: string) {
  return safe.test(address);
}

/** The hash of an upload's address; undefined when it is another address. */
export function hashOfUpload(address: string) {
  return /^\/uploads\/([0-9a-f]{64})(?:\.(?:png|jpg|webp|gif))?$/.exec(address)?.[1];
}

/** Addresses of our own data: a link to one is a claim, an image of one is a widget. */
export function isFigureAddress(address: string) {
  return /^(?:metric|claim):/i.test(address);
}
