import type { ReactNode } from "react";
import { paths } from "~/paths";
import { type About, choices, type Way } from "../choice";

type Props = {
  followed: { threads: number; tags: string[]; authors: number; searches: number };
  chosen: Record<About, Way>;
  /** What comes by mail at all. */
  mailing: { isOn: boolean; isVerified: boolean; hasNotices: boolean; hasDigest: boolean };
  /** The groups that are pushed to browsers. */
  pushed: string[];
};

/** A choice in few words, as it comes true: without a digest what waits for it is in the inbox alone. */
function wayInWords(way: Way, { isOn, isVerified, hasNotices, hasDigest }: Props["mailing"]): string {
  const isMailed = isOn && isVerified;
  if (way === "mail" && isMailed && hasNotices) return "mail, bundled";
  if (way === "digest" && isMailed && hasDigest) return "weekly digest";
  return way === "nothing" ? "nothing" : "inbox";
}

/** Groups of kinds in few words. */
const shortWords: Record<About, string> = {
  answers: "Reply, mention, quote",
  threads: "Threads you follow",
  subjects: "Tags you follow",
  authors: "Authors you follow",
  searches: "Searches you follow",
  numbers: "Claims and sources",
};

const keys: { keys: string[]; does: string }[] = [
  { keys: ["j", "k"], does: "next, previous" },
  { keys: ["Enter"], does: "open" },
  { keys: ["e"], does: "mark read" },
  { keys: ["m"], does: "mute this thread" },
];

/** Beside the notices: what one follows, how one is told, and the keys. */
export function InboxSide({ followed, chosen, mailing, pushed }: Props) {
  const settings = paths.notificationSettings();
  const { threads, tags, authors, searches } = followed;
  const named = tags.length <= 2 ? tags.join(", ") : String(tags.length);
  return (
    <aside className="inbox-side" aria-label="Following and notifications">
      <section>
        <h2>You follow</h2>
        <dl>
          <Row name="Threads" value={threads} />
          <Row name="Chains and tags" value={named || 0} />
          <Row name="Authors" value={authors} />
          <Row name="Searches" value={searches} />
        </dl>
      </section>
      <section>
        <h2>How you are told</h2>
        <dl>
          {choices.map(({ about }) => (
            <Row
              key={about}
              name={shortWords[about]}
              value={
                wayInWords(chosen[about], mailing) +
                (pushed.includes(about) && chosen[about] !== "nothing" ? ", push" : "")
              }
            />
          ))}
        </dl>
        <p>
          <a href={settings}>Change</a> · <a href={paths.inboxFeedSettings()}>Feed of this inbox</a>
        </p>
      </section>
      <section className="inbox-keys">
        <h2>Keys</h2>
        <dl>
          {keys.map(({ keys: pressed, does }) => (
            <Row
              key={does}
              name={does}
              value={pressed.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            />
          ))}
        </dl>
      </section>
    </aside>
  );
}

function Row({ name, value }: { name: string; value: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
