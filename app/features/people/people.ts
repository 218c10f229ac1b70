export { MemberActionForm } from "./member-forms";
export { LeaveForm, StayForm } from "./leave-forms";
export { MemberSearch } from "./member-search";
