import { expect, test } from "vitest";
import { makeKey } from "~/features/api/api.server";
import { db } from "~/platform/db.server";
import { jobHandlers } from "../../../app/server/job-handlers.server";
import { useDatabase } from "../../support/database";
import { aMember } from "../../support/factories";

useDatabase();

const day = 24 * 3_600_000;

/** A key that ends in so many days, with webhooks at these hosts. */
async function aKey(
  name: string,
  { days, hosts = [], isUsed = true }: { days: number; hosts?: string[]; isUsed?: boolean },
) {
  const member = await aMember();
  await makeKey(member.id, { name, scopes: [] });
  const { id } = await db.apiKey.findFirstOrThrow({ where: { memberId: member.id } });
  const expiresAt = new Date(Date.now() + days * day);
  await db.apiKey.update({ where: { id }, data: { expiresAt, lastUsedAt: isUsed ? new Date() : null } });
  for (const host of hosts)
    await db.webhook.create({
      data: { keyId: id, address: `https://${host}/in`, events: ["post.created"], sealedSecret: "x" },
    });
  return member.id;
}

const wordsTo = async (memberId: number) =>
  (await db.notice.findMany({ where: { memberId }, orderBy: { id: "asc" } })).map(({ words }) => words);

test("the owner of a key hears once that it ends soon, and once that it took webhooks along", async () => {
  const soon = await aKey("Soon", { days: 10, hosts: ["hooks.example"] });
  const used = await aKey("Used", { days: 10 });
  const unused = await aKey("Unused", { days: 10, isUsed: false });
  const far = await aKey("Far", { days: 40, hosts: ["hooks.example"] });
  const ended = await aKey("Ended", { days: -1, hosts: ["one.example", "two.example", "one.example"] });
  const alone = await aKey("Alone", { days: -1 });
  for (let run = 0; run < 2; run++) await jobHandlers.sweep({});
  const date = String.raw`\d{1,2} [A-Z][a-z]{2} 20\d\d`;
  const matching = (pattern: string) => [expect.stringMatching(new RegExp(`^${pattern}$`))];
  expect(await wordsTo(soon)).toEqual(
    matching(`Your API key “Soon” ends on ${date}, and your webhook at hooks.example with it: make new ones in time`),
  );
  expect(await wordsTo(used)).toEqual(matching(`Your API key “Used” ends on ${date}: make another one in time`));
  expect(await wordsTo(ended)).toEqual([
    "Your API key “Ended” has ended, and your webhooks at one.example, two.example with it: make new ones with another key",
  ]);
  for (const nobody of [unused, far, alone]) expect(await wordsTo(nobody)).toEqual([]);
});
