export { sweepCeremonies } from "./ceremonies.server";
export { completeSecondFactor, completeSignIn, findHalfSignedIn } from "./complete-sign-in.server";
export {
  addPasskey,
  askForNewPasskey,
  askForPasskey,
  checkPasskey,
  listPasskeys,
  passkeysKept,
  relyingParty,
  renamePasskey,
} from "./passkeys.server";
export { jsonOf, NewPasskeyAnswer, PasskeyAnswer } from "./passkey-answer.server";
export { findOwnKey, KeyName, keyIn, listIdentities, listWallets, showKey } from "./own-keys.server";
export { qrOfApp } from "./qr-of-app.server";
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
