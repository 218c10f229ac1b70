import { createHash } from "node:crypto";
import type { Member } from "~/features/auth/auth";
import { openCase } from "~/features/cases/cases.server";
import { databaseNow, db, inTransaction, type Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { lockByKey } from "~/platform/locks.server";
import type { Prepared } from "./prepare-picture.server";
import { type Upload, type UploadRefusal, uploadLimits, type UploadUse } from "./upload";

type Added = { ok: true; upload: Upload & { alt: string } } | { ok: false; refusal: UploadRefusal };
type Given = {
  member: Pick<Member, "id">;
  picture: Prepared;
  alt: string;
  /** Whether it waits for a moderator, where nobody added it before. */
  isHeld: boolean;
  /** It comes from another forum: no quota binds it. */
  isImported?: boolean;
};

const day = 24 * 3_600;

/**
 * Stores a prepared picture under its hash. Members who upload the same one share it, and it counts for each of them.
 * A repeated upload by the same member only updates the description.
 */
export async function addUpload({ member, picture, alt, isHeld, isImported = false }: Given): Promise<Added> {
  const hash = createHash("sha256").update(picture.bytes).digest("hex");
  return inTransaction(async (tx): Promise<Added> => {
    // Serializes one member's uploads; the picture's row stays locked until the end.
    await lockByKey(tx, "uploads", member.id);
    const stored = await store(tx, hash, picture);
    if (stored.isRemoved) return { ok: false, refusal: { reason: "removed" } };

    const upload = {
      hash,
      kind: picture.kind,
      width: picture.width,
      height: picture.height,
      size: picture.bytes.length,
    };
    const key = { memberId_uploadId: { memberId: member.id, uploadId: stored.id } };
    const own = await tx.uploadOwner.findUnique({ where: key, select: { alt: true } });
    if (own) {
      if (alt) await tx.uploadOwner.update({ where: key, data: { alt } });
      return { ok: true, upload: { ...upload, alt: alt || own.alt } };
    }

    const refusal = isImported ? null : await faultInUse(tx, member.id, upload.size);
    if (refusal) throw new OverQuota(refusal);
    await tx.uploadOwner.create({
      data: { memberId: member.id, uploadId: stored.id, alt, createdAt: await databaseNow(tx) },
    });
    if (stored.isNew && isHeld) await hold(tx, { member, id: stored.id, picture, alt });
    else if (stored.isNew) await enqueue(tx, "upload.changed", { hash });
    return { ok: true, upload: { ...upload, alt } };
  }).catch((error: unknown): Added => {
    if (error instanceof OverQuota) return { ok: false, refusal: error.refusal };
    throw error;
  });
}

/** Has a moderator look at a new member's picture before others see it. */
async function hold(tx: Tx, { member, id, picture, alt }: Omit<Given, "isHeld" | "isImported"> & { id: number }) {
  const at = await databaseNow(tx);
  await tx.upload.update({ where: { id }, data: { heldAt: at } });
  const { width, height } = picture;
  await openCase(tx, {
    kind: "upload",
    about: id,
    memberId: member.id,
    uploadId: id,
    evidence: [
      `A new member’s picture of ${width} × ${height} pixels${alt ? `, described as “${alt}”` : ""}.`.slice(0, 300),
    ],
    at,
  });
}

/** Rolls the transaction back, so that a refused picture isn't stored. */
class OverQuota extends Error {
  constructor(readonly refusal: UploadRefusal) {
    super(refusal.reason);
  }
}

async function store(tx: Tx, hash: string, { bytes, kind, width, height, frames }: Prepared) {
  const data = new Uint8Array(bytes);
  const rows = await tx.$queryRaw<{ id: number; isRemoved: boolean; isNew: boolean }[]>`
    insert into "Upload" ("hash", "kind", "width", "height", "frames", "size", "bytes", "createdAt")
    values (${hash}, ${kind}::"PictureKind", ${width}, ${height}, ${frames}, ${bytes.length}, ${data}, now())
    on conflict ("hash") do update set "hash" = excluded."hash"
    returning "id", "removedAt" is not null as "isRemoved", xmax = 0 as "isNew"`;
  return rows[0]!;
}

/** Why a member's quota doesn't allow this size, or null. */
async function faultInUse(tx: Tx, memberId: number, size: number): Promise<UploadRefusal | null> {
  const { bytes, today, wait } = await readUse(tx, memberId);
  if (today >= uploadLimits.memberPerDay) return { reason: "day-used-up", wait };
  if (bytes + size > uploadLimits.memberBytes) return { reason: "space-used-up", used: bytes, needed: size };
  return null;
}

async function readUse(tx: Tx, memberId: number) {
  const rows = await tx.$queryRaw<{ bytes: number; today: number; wait: number }[]>`
    select coalesce(sum(u."size"), 0)::float8 as "bytes",
      count(*) filter (where o."createdAt" > now() - ${day} * interval '1 second')::int as "today",
      greatest(1, ceil(extract(epoch from
        min(o."createdAt") filter (where o."createdAt" > now() - ${day} * interval '1 second')
        + ${day} * interval '1 second' - now())))::int as "wait"
    from "UploadOwner" o join "Upload" u on u."id" = o."uploadId"
    where o."memberId" = ${memberId}`;
  return rows[0]!;
}

/** A member's use of the quota. */
export async function findUploadUse(memberId: number): Promise<UploadUse> {
  const { bytes, today } = await readUse(db, memberId);
  return { bytes, today };
}

/** A refusal that doesn't depend on the picture's content, checked before preparing it; or null. */
export const findUploadFault = (memberId: number) => faultInUse(db, memberId, 1);
