export { initials, type MemberCard, type Profile } from "./member";
