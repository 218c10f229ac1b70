import { paths } from "~/paths";
import { type Faced, initials } from "../member";

/** A member's picture, or the initials of the name. It repeats the name beside it, so nobody is read it twice. */
export function Tile({ member, isLarge = false }: { member: Faced; isLarge?: boolean }) {
  const name = isLarge ? "tile tile-large" : "tile";
  if (member.avatarHash === null)
    return (
      <span className={name} aria-hidden="true">
        {initials(member.name)}
      </span>
    );
  const side = isLarge ? 56 : 36;
  return (
    <img
      className={name}
      src={paths.upload({ hash: member.avatarHash })}
      alt=""
      width={side}
      height={side}
      loading="lazy"
      decoding="async"
    />
  );
}
