export { MemberActionForm } from "./member-forms";
export { MemberSearch } from "./member-search";
