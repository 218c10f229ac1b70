export { type AccountFacts, findAccountFacts } from "./account-facts.server";
export { becomeFirstAdministrator, offerFirstAdministrator } from "./administrators.server";
export { askForProof, askForReset, askForVerification } from "./ask-for-mail.server";
export { restoreAddress, verifyAddress } from "./change-address.server";
export { addDemonstrationMembers, type DemonstrationMember } from "./demonstration-members.server";
export { asTaken, changeHandle, moveHandle } from "./change-handle.server";
export { findOwnProfile, forgetAvatar, keepBioHtml, saveProfile, setAvatar } from "./own-profile.server";
export { openProfile } from "./open-profile.server";
export { contribution, countContribution, findMemberCards, findMemberIds } from "./find-members.server";
export { findProfile, findSiteSince, suggestMembers } from "./find-members.server";
export { listMemberRange, listMemberRanges } from "./list-member-ranges.server";
export {
  admitNewMember,
  findInvitation,
  listInvitations,
  makeInvitation,
  revokeInvitation,
} from "./invitations.server";
export { lockMember, lockMembers } from "./lock-member.server";
export { saveAppearance } from "./save-appearance.server";
export { findProofs } from "./find-proofs.server";
export {
  checkCredentials,
  checkOwnPassword,
  findDemonstrationMember,
  listDemonstrationMembers,
} from "./sign-in.server";
export { signUp } from "./sign-up.server";
export {
  disclose,
  disclosuresFor,
  distinctDisclosures,
  listDisclosuresOf,
  moveDisclosures,
  readDisclosuresOf,
} from "./disclosures.server";
export { sendAccountMail } from "./send-account-mail.server";
export { proveByLink, resetPassword, setPassword } from "./set-password.server";
export { listWaysToAdd, type WayIn, waysIn } from "./ways-in.server";
export { listModerators } from "./list-moderators.server";
