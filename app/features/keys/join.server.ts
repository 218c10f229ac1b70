/** Joining by a wallet or a provider: proved first, then a handle is chosen. */
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { paths } from "~/paths";
import { admitNewMember } from "~/features/members/members.server";
import { db, inTransaction } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { isUniqueViolation } from "~/platform/unique-violation.server";
import { beginCeremony, findCeremony, minutesOf, takeCeremony } from "./ceremonies.server";
import { replaceRecoveryCodes } from "./recovery-codes.server";
import { tokenCookie } from "./token-cookie.server";
import { isShownAtFirst } from "./providers.server";
import { shownAddress } from "./shown-address.server";
import { WalletAccount } from "./wallets.server";

const Proved = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("wallet"), ...WalletAccount.shape }),
  z.object({ kind: z.literal("identity"), issuer: z.string(), subject: z.string(), label: z.string() }),
]);
export type Proved = z.infer<typeof Proved>;

const Joining = z.object({ proved: Proved, redirectTo: z.string(), invitation: z.string().default("") });

/** Remembers what somebody proved who has no account yet; the token brings it back. */
export const beginJoining = (proved: Proved, redirectTo: string, invitation = "") =>
  beginCeremony("joining", { detail: { proved, redirectTo, invitation } });

/** Answers a proof of nobody's: a redirect to where a handle is chosen, with the cookie that brings the proof back. */
export async function leadToJoining(proved: Proved, redirectTo: string, invitation: string): Promise<Response> {
  const token = await beginJoining(proved, redirectTo, invitation);
  return redirect(paths.finishJoining(), {
    status: 303,
    headers: {
      "Set-Cookie": tokenCookie("joining", token, { path: paths.finishJoining(), minutes: minutesOf.joining }),
    },
  });
}

/** What was proved, and where one goes on to; null if that was too long ago, or was used. */
export async function findJoining(token: string): Promise<z.infer<typeof Joining> | null> {
  return (await findCeremony("joining", token, Joining))?.detail ?? null;
}

/** What was proved, in a sentence. */
export const wordsForProved = async (proved: Proved): Promise<string> =>
  proved.kind === "wallet"
    ? `Your wallet ${await shownAddress(proved.address)} is proved. It is shown to nobody unless you say so.`
    : isShownAtFirst(proved)
      ? `ORCID ${proved.label} is proved. Your profile will show it; you can hide it in the settings.`
      : `${proved.label} at ${new URL(proved.issuer).host} is proved. It is shown to nobody unless you say so.`;

type Joined =
  | { ok: true; memberId: number; redirectTo: string; /** To be shown this once. */ codes: string[] }
  | { ok: false; reason: "handle-taken" | "key-taken" | "late" | "closed" | "invitation-needed" };

/** Adds a member with this handle, their wallet or identity, and recovery codes. What was proved counts once. */
export async function join(token: string, handle: string): Promise<Joined> {
  let proved: Proved | null = null;
  try {
    return await inTransaction(async (tx) => {
      const taken = await takeCeremony("joining", token, Joining, tx);
      if (!taken) return { ok: false, reason: "late" };
      const admitted = await admitNewMember(tx, taken.detail.invitation);
      if (!admitted.ok) return admitted;
      const { invitationId } = admitted;
      proved = taken.detail.proved;
      const { id: memberId } = await tx.member.create({
        data: { handle, name: handle, invitationId },
        select: { id: true },
      });
      if (proved.kind === "wallet") {
        await tx.wallet.create({ data: { memberId, address: proved.address, chainId: proved.chainId } });
        await enqueue(tx, "read-wallet-names");
      } else
        await tx.identity.create({
          data: {
            memberId,
            issuer: proved.issuer,
            subject: proved.subject,
            label: proved.label,
            isShown: isShownAtFirst(proved),
          },
        });
      return {
        ok: true,
        memberId,
        redirectTo: taken.detail.redirectTo,
        codes: await replaceRecoveryCodes(tx, memberId),
      };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return { ok: false, reason: proved && (await isKnown(proved)) ? "key-taken" : "handle-taken" };
  }
}

const isKnown = async (proved: Proved) =>
  (proved.kind === "wallet"
    ? await db.wallet.count({ where: { address: proved.address, chainId: proved.chainId } })
    : await db.identity.count({ where: { issuer: proved.issuer, subject: proved.subject } })) > 0;
