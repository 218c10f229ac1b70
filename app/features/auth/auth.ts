export { canWrite, isAdmin, isModerator, type Member, type Viewer } from "./viewer";
export { SignInForm, SignUpForm } from "./credentials-form";
