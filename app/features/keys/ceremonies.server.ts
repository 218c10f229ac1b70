/** Exchanges with a browser, a wallet or a provider: begun by us, remembered in the database, consumed by one statement. */
import { randomBytes } from "node:crypto";
import type { z } from "zod";
import { db, Prisma } from "~/platform/db.server";
import type { CeremonyKind } from "~/platform/prisma/enums";
import { hashOfToken } from "~/platform/token-hash.server";

export const minutesOf: Record<CeremonyKind, number> = {
  passkey: 10,
  new_passkey: 10,
  wallet: 10,
  provider: 15,
  second_factor: 10,
  joining: 30,
};

/** 256 random bits in base64url. */
export const newToken = () => randomBytes(32).toString("base64url");

/** 256 random bits in hexadecimal, as EIP-4361 has nonces: letters and digits only. */
export const newNonce = () => randomBytes(32).toString("hex");

type Begun = { token?: string; memberId?: number | null; detail?: Prisma.InputJsonObject };

/** Begins an exchange and returns its token: the one given, or a new one of 256 bits. */
export async function beginCeremony(
  kind: CeremonyKind,
  { token = newToken(), memberId = null, detail = {} }: Begun = {},
): Promise<string> {
  await db.$executeRaw`insert into "Ceremony" ("tokenHash", "kind", "memberId", "detail", "expiresAt")
    values (${hashOfToken(token)}, ${kind}::"CeremonyKind", ${memberId}, ${JSON.stringify(detail)}::jsonb,
      now() + ${minutesOf[kind]} * interval '1 minute')`;
  return token;
}

type Taken<Detail> = { memberId: number | null; detail: Detail };

/** Consumes an exchange; null if it is unknown, used or too old. Of two calls at the same time one succeeds. */
export async function takeCeremony<Detail>(
  kind: CeremonyKind,
  token: string,
  schema: z.ZodType<Detail>,
  tx: Pick<typeof db, "$queryRaw"> = db,
): Promise<Taken<Detail> | null> {
  const rows = await tx.$queryRaw<{ memberId: number | null; detail: unknown }[]>`
    delete from "Ceremony" where "tokenHash" = ${hashOfToken(token)} and "kind" = ${kind}::"CeremonyKind" and "expiresAt" > now()
    returning "memberId", "detail"`;
  return read(rows, schema);
}

/** Reads an exchange without consuming it. */
export async function findCeremony<Detail>(
  kind: CeremonyKind,
  token: string,
  schema: z.ZodType<Detail>,
): Promise<Taken<Detail> | null> {
  const rows = await db.$queryRaw<{ memberId: number | null; detail: unknown }[]>`
    select "memberId", "detail" from "Ceremony"
    where "tokenHash" = ${hashOfToken(token)} and "kind" = ${kind}::"CeremonyKind" and "expiresAt" > now()`;
  return read(rows, schema);
}

function read<Detail>(rows: { memberId: number | null; detail: unknown }[], schema: z.ZodType<Detail>) {
  const [row] = rows;
  return row ? { memberId: row.memberId, detail: schema.parse(row.detail) } : null;
}

/** Removes exchanges that nobody finished. */
export async function sweepCeremonies() {
  await db.$executeRaw`delete from "Ceremony" where "expiresAt" <= now()`;
}
