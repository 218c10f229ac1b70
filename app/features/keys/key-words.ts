/** What was just done on another page, by the word in the address of the page of sign-in methods. */
export const keyWords = new Map([
  ["passkey-added", "The passkey is yours. Sign in with it from now on."],
  ["linked", "Linked. You can sign in with it from now on."],
  ["taken", "That identity is linked already: to another account, or you have another one from there."],
  ["removed", "Removed. Nobody signs in with it any more."],
  ["kept", "Kept."],
  ["second-off", "The second factor is off."],
  [
    "recovered",
    "You are in by a recovery code, which is used up. Add a way in now: a passkey, a wallet or an address.",
  ],
  ["late", "That took too long. Nothing was changed; begin again."],
  ["provider", "The provider did not confirm who you are. Nothing was changed."],
  ["provider-silent", "The provider does not answer just now. Try again in a moment."],
  ["too-often", "Too many attempts. Try again in a quarter of an hour."],
]);
