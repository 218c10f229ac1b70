export { canWrite, isModerator, type Member, type Viewer } from "./viewer";
export { handlePattern, SignInForm, SignUpForm } from "./credentials-form";
