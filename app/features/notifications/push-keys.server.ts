/** The site's keys for push, and the address by which push services reach its operator. */
import { createECDH } from "node:crypto";
import { db, inTransaction } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { seal, unseal } from "~/platform/secret-box.server";

const use = "push-keys";

type Keys = { publicKey: string; privateKey: string };

async function readKeys(): Promise<Keys | null> {
  const row = await db.pushKeys.findUnique({ where: { id: 1 }, select: { publicKey: true, sealedPrivate: true } });
  const privateKey = row && unseal(use, row.sealedPrivate);
  return row && privateKey !== null ? { publicKey: row.publicKey, privateKey: privateKey! } : null;
}

/**
 * The keys; made where there are none. Those that another `SECRET_KEY` encrypted are lost, and with them the browsers that are
 * bound to them.
 */
export async function pushKeys(): Promise<Keys> {
  const kept = await readKeys();
  if (kept) return kept;
  const ecdh = createECDH("prime256v1");
  const publicKey = ecdh.generateKeys("base64url");
  const privateKey = Buffer.concat([Buffer.alloc(32), ecdh.getPrivateKey()])
    .subarray(-32)
    .toString("base64url");
  const made = { publicKey, sealedPrivate: seal(use, privateKey) };
  await inTransaction(async (tx) => {
    // Of two processes that make them at once, the second waits here and finds the first one's.
    const [found] = await tx.$queryRaw<{ sealedPrivate: string }[]>`
      with made as (insert into "PushKeys" ("id", "publicKey", "sealedPrivate")
        values (1, ${made.publicKey}, ${made.sealedPrivate}) on conflict ("id") do nothing returning 1)
      select "sealedPrivate" from "PushKeys" where "id" = 1 for no key update`;
    if (!found || unseal(use, found.sealedPrivate) !== null) return;
    await tx.pushBrowser.deleteMany({});
    await tx.pushKeys.update({ where: { id: 1 }, data: { ...made, madeAt: new Date() } });
  });
  return (await readKeys())!;
}

/**
 * An address of the operator for push services: that for vulnerabilities, the sender of mails, or the site itself. Null where
 * none is configured: nothing is pushed then, because Apple's service refuses what isn't real.
 */
export function operatorAddress(): string | null {
  const { SECURITY_CONTACT, MAIL_FROM, publicOrigin } = env();
  if (SECURITY_CONTACT && !SECURITY_CONTACT.startsWith("tel:")) return SECURITY_CONTACT;
  if (MAIL_FROM) return `mailto:${/<([^<>]+)>$/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM}`;
  return publicOrigin.startsWith("https:") ? publicOrigin : null;
}
