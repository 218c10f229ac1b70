import type { Member } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { tagCard } from "./find-tags.server";
import type { Tag } from "./tag";

type Given = { by: Member; tagId: number };

/** Follows a tag. Repeating it, or a tag that was just removed, has no effect. */
export async function followTag({ by, tagId }: Given) {
  await db.$executeRaw`insert into "TagFollow" ("memberId", "tagId")
    select ${by.id}, "id" from "Tag" where "id" = ${tagId} for key share
    on conflict do nothing`;
}

export async function unfollowTag({ by, tagId }: Given) {
  await db.tagFollow.deleteMany({ where: { memberId: by.id, tagId } });
}

/** The tags that a member follows, by name. */
export async function listFollowedTags(memberId: number): Promise<Tag[]> {
  return db.tag.findMany({
    where: { followers: { some: { memberId } } },
    orderBy: { name: "asc" },
    take: 200,
    select: tagCard,
  });
}

export async function isFollowing(memberId: number, tagId: number): Promise<boolean> {
  const row = await db.tagFollow.findUnique({
    where: { memberId_tagId: { memberId, tagId } },
    select: { tagId: true },
  });
  return row !== null;
}
