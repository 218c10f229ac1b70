import type { Member } from "~/features/auth/auth";
import { paths } from "~/paths";

/** At the form of a member who may only read: that it is so, and where to learn why. */
export function BannedLine({ viewer }: { viewer: Member }) {
  return (
    <p className="banned-line">
      {viewer.isSuspended
        ? "Your account is suspended: you can read, but not write."
        : "You are silenced: you can read, bookmark and keep drafts, but not post."}{" "}
      <a href={paths.standing()}>Why, until when, and how to appeal</a>
    </p>
  );
}
