export { checkRecoveryCode } from "./check-recovery-code.server";
export { sweepCeremonies } from "./ceremonies.server";
export { completeSecondFactor, completeSignIn, findHalfSignedIn } from "./complete-sign-in.server";
export {
  addPasskey,
  askForNewPasskey,
  askForPasskey,
  checkPasskey,
  listPasskeys,
  relyingParty,
  renamePasskey,
} from "./passkeys.server";
export { jsonOf, NewPasskeyAnswer, PasskeyAnswer } from "./passkey-answer.server";
export { readWalletNames } from "./ens-names.server";
export { findOwnKey, findShownOrcid, findShownOrcids, keyIn, listKeys, listWallets, showKey } from "./own-keys.server";
export { findJoining, join, leadToJoining, wordsForProved } from "./join.server";
export {
  findIdentityOwner,
  findProvider,
  leaveFor,
  linkIdentity,
  namesOfProviders,
  returnFrom,
} from "./providers.server";
export { checkWallet, findWalletOwner, linkWallet, writeWalletMessage } from "./wallets.server";
export { qrOfApp } from "./qr-of-app.server";
export { tokenCookie, tokenFrom } from "./token-cookie.server";
export { removeKey } from "./remove-key.server";
export {
  askPasskeyAsSecond,
  checkSecondCode,
  confirmApp,
  findSecondFactor,
  offerApp,
  renewRecoveryCodes,
  turnOffSecondFactor,
} from "./second-factor.server";
