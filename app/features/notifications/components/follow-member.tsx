import { paths } from "~/paths";

type Props = { member: { handle: string; name: string }; stance: "follow" | "mute" | null };

/** Follows or mutes the member of a profile. Nobody else sees which. */
export function FollowMember({ member, stance }: Props) {
  const { name } = member;
  return (
    <form
      className="follow-member"
      method="post"
      action={paths.followMember(member)}
      aria-label={`Follow or mute ${name}`}
    >
      <button
        className="button"
        name="stance"
        value={stance === "follow" ? "neither" : "follow"}
        aria-pressed={stance === "follow"}
        title="New threads and posts come to your inbox"
      >
        {stance === "follow" ? "Following" : "Follow"}
      </button>
      <button
        className="quiet"
        name="stance"
        value={stance === "mute" ? "neither" : "mute"}
        aria-pressed={stance === "mute"}
        title="Nothing of theirs comes to your inbox"
      >
        {stance === "mute" ? "Muted" : "Mute"}
      </button>
    </form>
  );
}
