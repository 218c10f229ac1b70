import { db, type Tx } from "~/platform/db.server";
import { readSiteLimits, type SiteLimits } from "./site-limits";
import { type SignUpMode, signUpModes } from "./site-settings";

type Name = "sign-up" | "rules" | "limits";

const find = (tx: Tx, name: Name) =>
  tx.siteSetting.findUnique({
    where: { name },
    select: { value: true, html: true, rendererVersion: true, changedAt: true },
  });

/** Who may join; anybody where nobody has set it. */
export async function findSignUpMode(tx: Tx = db): Promise<SignUpMode> {
  const value = (await find(tx, "sign-up"))?.value;
  return signUpModes.find((mode) => mode === value) ?? "open";
}

/** What is asked of new members: what administrators set, and the usual numbers for the rest. */
export const findSiteLimits = async (tx: Tx = db): Promise<SiteLimits> =>
  readSiteLimits((await find(tx, "limits"))?.value);

/** The rules of the community with what a renderer made of them; null where none are written. */
export async function findRules(tx: Tx = db) {
  const rules = await find(tx, "rules");
  return rules?.value ? rules : null;
}

type Setting = {
  name: Name;
  value: string;
  html?: string;
  rendererVersion?: number;
  changedAt: Date;
  byId: number;
};

/** Writes one setting, in the transaction that writes the log. */
export async function saveSetting(tx: Tx, { name, ...data }: Setting) {
  await tx.siteSetting.upsert({ where: { name }, create: { name, ...data }, update: data });
}

/** Keeps what a newer renderer made of the rules, unless they were changed meanwhile. */
export async function keepRulesHtml(value: string, made: { html: string; rendererVersion: number }) {
  await db.siteSetting.updateMany({ where: { name: "rules", value }, data: made });
}
