/** How members want to be told. */
import type { Member } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { type About, choices } from "./choice";

/** For each group of kinds whether the member finds it in the inbox. */
export async function readChoices(member: Member): Promise<Record<About, boolean>> {
  const kept = await db.noticeChoice.findMany({
    where: { memberId: member.id },
    select: { about: true, inInbox: true },
  });
  const chosen = new Map(kept.map(({ about, inInbox }) => [about, inInbox]));
  return Object.fromEntries(choices.map(({ about }) => [about, chosen.get(about) ?? true])) as Record<About, boolean>;
}

/** Keeps them. */
export async function keepChoices(member: Member, chosen: Record<About, boolean>) {
  const abouts = choices.map(({ about }) => about);
  await db.$executeRaw`
    insert into "NoticeChoice" ("memberId", "about", "inInbox")
    select ${member.id}, * from unnest(${abouts}::text[], ${abouts.map((about) => chosen[about])}::boolean[])
    on conflict ("memberId", "about") do update set "inInbox" = excluded."inInbox"`;
}
