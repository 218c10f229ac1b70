import { isWebAddress } from "../../platform/web-address";

const ofThisSite = /^(?:\/(?![/\\])|#)/;
/** One address of mail and nothing behind it: no header fields, no second recipient, and nothing encoded but "+". */
const mail = /^mailto:(?:[\w.!#$'*/=^`{|}~-]|\+|%2B)+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*$/iu;

/**
 * The only addresses a link may have: web, mail, pages of this site, places in the same post. A web address has no user
 * name before its host, which would look like the host.
 */
export const isSafeAddress = (address: string) =>
  ofThisSite.test(address) || isWebAddress(address) || mail.test(address);

/** The hash of an upload's address; undefined when it is another address. */
export function hashOfUpload(address: string) {
  return /^\/uploads\/([0-9a-f]{64})(?:\.(?:png|jpg|webp|gif))?$/.exec(address)?.[1];
}

/** Addresses of our own data: a link to one is a claim, an image of one is a widget. */
export function isFigureAddress(address: string) {
  return /^(?:metric|claim):/i.test(address);
}
