import { db } from "~/platform/db.server";

/** Who moderates and administers, administrators first, then by name. Suspended members are among them, and can't act. */
export async function listModerators() {
  const rows = await db.member.findMany({
    where: { role: { in: ["moderator", "admin"] }, deletedAt: null },
    orderBy: [{ role: "desc" }, { name: "asc" }, { id: "asc" }],
    take: 500,
    select: { id: true, handle: true, name: true, role: true, suspendedAt: true },
  });
  return rows.map(({ suspendedAt, ...row }) => ({ ...row, isSuspended: suspendedAt !== null }));
}
