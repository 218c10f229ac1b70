export { canWrite, isAdmin, isModerator, type Member, type Viewer } from "./viewer";
export { askerOf, askingMember } from "./asker";
export { SignInForm, SignUpForm } from "./credentials-form";
