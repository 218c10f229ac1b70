/** A member for display: only public facts. */
export type MemberCard = { id: number; handle: string; name: string };

/** The same with a face: the hash of a square picture, or null where initials are drawn. */
export type Faced = { name: string; avatarHash: string | null };

export type Profile = MemberCard &
  Faced & {
    link: string;
    bio: string;
    /** What the renderer of that version made of the bio. */
    bioHtml: string;
    bioRendererVersion: number;
    role: "member" | "moderator" | "admin";
    joinedAt: string;
    threadCount: number;
    postCount: number;
    isSuspended: boolean;
    /** The account was erased. */
    isFormer: boolean;
    formerName: string;
    nameChangedAt: string | null;
  };

/** One or two letters for the tile beside a name. */
export function initials(name: string): string {
  const words = name.split(/[\s_-]+/).filter(Boolean);
  const letters =
    words.length > 1 ? [words[0]!, words.at(-1)!].map((word) => [...word][0]!) : [...(words[0] ?? "?")].slice(0, 2);
  return letters.join("").toUpperCase();
}

const day = 24 * 3_600_000;

/** Days between two changes of a handle, and days for which a profile says a former name. */
export const nameDays = 30;

/** The name that a profile still says beside the present one; null once the change is older than 30 days. */
export function formerNameOf({ formerName, nameChangedAt }: Pick<Profile, "formerName" | "nameChangedAt">, now: Date) {
  if (formerName === "" || nameChangedAt === null) return null;
  return now.getTime() - Date.parse(nameChangedAt) < nameDays * day ? formerName : null;
}

/** When the handle may be changed again; null where it may be now. */
export function handleWait(changedAt: Date | null, now: Date): Date | null {
  const next = changedAt && new Date(changedAt.getTime() + nameDays * day);
  return next && next > now ? next : null;
}

/** A disclosure: its text and date. */
export type Disclosure = { text: string; since: string };
