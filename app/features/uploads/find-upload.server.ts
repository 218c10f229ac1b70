import type { Viewer } from "~/features/auth/auth";
import { isModerator } from "~/features/auth/auth";
import { db, type Tx } from "~/platform/db.server";

type Sizes = Record<string, { width: number; height: number }>;

/** Sizes of pictures by hash; unknown, removed and held ones are left out. */
export async function findPictureSizes(tx: Tx, hashes: string[]): Promise<Sizes> {
  if (hashes.length === 0) return {};
  const rows = await tx.upload.findMany({
    where: { hash: { in: hashes }, removedAt: null, heldAt: null },
    select: { hash: true, width: true, height: true },
  });
  return Object.fromEntries(rows.map(({ hash, width, height }) => [hash, { width, height }]));
}

/** An upload's facts without its bytes; null if it never existed. */
export function findUpload(hash: string) {
  return db.upload.findUnique({ where: { hash }, select: { kind: true, size: true, removedAt: true, heldAt: true } });
}

/** An upload's bytes; null if it was removed. */
export async function readUpload(hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const row = await db.upload.findUnique({ where: { hash }, select: { bytes: true } });
  return row?.bytes ?? null;
}

type Page = { before: number | null; take: number };

/** A member's own uploads, newest first, a page of `take` before the upload `before`; with the id to go on from, or null. */
export async function listUploadsOf(memberId: number, { before, take }: Page) {
  return page(await rowsOf({ memberId }, { before, take }), take);
}

/** Everybody's uploads with who added them, for moderators; nothing for anybody else. */
export async function listAllUploads(viewer: Viewer, { before, take }: Page) {
  return page(isModerator(viewer) ? await rowsOf({}, { before, take }) : [], take);
}

function rowsOf(where: { memberId?: number }, { before, take }: Page) {
  return db.uploadOwner.findMany({
    where: { ...where, ...(before !== null && { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: take + 1,
    select: {
      id: true,
      alt: true,
      createdAt: true,
      member: { select: { id: true, handle: true, name: true } },
      upload: { select: { id: true, hash: true, kind: true, width: true, height: true, frames: true, size: true } },
    },
  });
}

function page(rows: Awaited<ReturnType<typeof rowsOf>>, take: number) {
  const shown = rows.slice(0, take);
  return {
    uploads: shown.map(({ id, createdAt, upload, ...owned }) => ({
      ...upload,
      ...owned,
      ownershipId: id,
      createdAt: createdAt.toISOString(),
    })),
    next: rows.length > take ? shown.at(-1)!.id : null,
  };
}
