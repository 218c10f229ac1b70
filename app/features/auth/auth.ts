export { canWrite, isAdmin, isModerator, type Member, type Viewer } from "./viewer";
export { askerOf, askingMember } from "./asker";
export { signInPurpose } from "./sign-in-purpose";
export { EmailForm, NameForm, NewPasswordForm, PasswordProof, SignInForm, SignUpForm } from "./credentials-form";
export { asHandle, formerHandle, isFormer, isReservedName, NewHandle } from "./handle";
