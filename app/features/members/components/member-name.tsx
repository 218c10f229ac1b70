import { isFormer } from "~/features/auth/auth";
import { paths } from "~/paths";

/** A member's name, which leads to the profile; a former member has none. */
export function MemberName({ member }: { member: { handle: string; name: string } }) {
  return isFormer(member) ? <>{member.name}</> : <a href={paths.member(member)}>{member.name}</a>;
}
