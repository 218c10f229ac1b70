export { initials, type Disclosure, type MemberCard, type Profile } from "./member";
