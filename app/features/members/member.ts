/** A member for display: only public facts. */
export type MemberCard = { id: number; handle: string; name: string };

export type Profile = MemberCard & {
  bio: string;
  role: "member" | "moderator" | "admin";
  joinedAt: string;
  threadCount: number;
  postCount: number;
  isSuspended: boolean;
};

/** One or two letters for the tile beside a name. */
export function initials(name: string): string {
  const words = name.split(/[\s_-]+/).filter(Boolean);
  const letters =
    words.length > 1 ? [words[0]!, words.at(-1)!].map((word) => [...word][0]!) : [...(words[0] ?? "?")].slice(0, 2);
  return letters.join("").toUpperCase();
}

/** A disclosure: its text and date. */
export type Disclosure = { text: string; since: string };
