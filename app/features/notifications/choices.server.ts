/** How members want to be told. */
import type { Member } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { type About, choices, type Way } from "./choice";

const byMail = { mail: "at_once", digest: "digest", inbox: "none", nothing: "none" } as const;
const wayOf = { at_once: "mail", digest: "digest", none: "inbox" } as const;

/** For each group of kinds how the member is told. */
export async function readChoices(member: Pick<Member, "id">): Promise<Record<About, Way>> {
  const kept = await db.noticeChoice.findMany({
    where: { memberId: member.id },
    select: { about: true, inInbox: true, byMail: true },
  });
  const chosen = new Map(kept.map((choice) => [choice.about, choice]));
  return Object.fromEntries(
    choices.map(({ about, usual }): [About, Way] => {
      const choice = chosen.get(about);
      if (choice && !choice.inInbox) return [about, "nothing"];
      return [about, choice?.byMail ? wayOf[choice.byMail] : usual];
    }),
  ) as Record<About, Way>;
}

/** Keeps them. */
export async function keepChoices(member: Member, chosen: Record<About, Way>) {
  const abouts = choices.map(({ about }) => about);
  const inInbox = abouts.map((about) => chosen[about] !== "nothing");
  const mails = abouts.map((about) => byMail[chosen[about]]);
  await db.$executeRaw`
    insert into "NoticeChoice" ("memberId", "about", "inInbox", "byMail")
    select ${member.id}, c.about, c.shown, c.mail::"MailChoice"
    from unnest(${abouts}::text[], ${inInbox}::boolean[], ${mails}::text[]) as c(about, shown, mail)
    on conflict ("memberId", "about") do update set "inInbox" = excluded."inInbox", "byMail" = excluded."byMail"`;
}
