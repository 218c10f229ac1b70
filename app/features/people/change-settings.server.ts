/** What administrators set for the whole site: each change with its entry in the log. */
import { askingMember, type Member } from "~/features/auth/auth";
import { rendererVersion } from "~/features/markdown/markdown";
import { renderAlone } from "~/features/markdown/markdown.server";
import { writeLog } from "~/features/moderation/moderation.server";
import { type SignUpMode, type SiteLimits, siteLimits, signUpWords } from "~/features/site/site";
import { findRules, findSignUpMode, findSiteLimits, keepRulesHtml, saveSetting } from "~/features/site/site.server";
import { databaseNow, inTransaction } from "~/platform/db.server";
import { askingJobs } from "~/platform/lanes.server";
import { lockAdministrators, mayAct } from "./administrators.server";

type Given = { by: Member; signUp: SignUpMode; rules: string; limits: SiteLimits; reason: string };
type Changed = { ok: true } | { ok: false; reason: "not-allowed" | "text-not-renderable" };

/** Sets who may join, the rules, and what is asked of new members; what stays as it is leaves no entry. */
export async function changeSettings({ by, signUp, rules, limits, reason }: Given): Promise<Changed> {
  const html = rules === "" ? "" : await renderAlone(rules, "rules", "writers", askingMember(by));
  if (html === null) return { ok: false, reason: "text-not-renderable" };
  return inTransaction(async (tx): Promise<Changed> => {
    if (!mayAct(await lockAdministrators(tx), by)) return { ok: false, reason: "not-allowed" };
    const changedAt = await databaseNow(tx);
    const log = (detail: string) => writeLog(tx, { by, kind: "change_setting", reason, at: changedAt, detail });
    const mode = await findSignUpMode(tx);
    if (mode !== signUp) {
      await saveSetting(tx, { name: "sign-up", value: signUp, changedAt, byId: by.id });
      await log(`who may join, from “${signUpWords[mode]}” to “${signUpWords[signUp]}”`);
    }
    const written = (await findRules(tx))?.value ?? "";
    if (written !== rules) {
      await saveSetting(tx, { name: "rules", value: rules, html, rendererVersion, changedAt, byId: by.id });
      await log(rules === "" ? "the rules, removed" : written === "" ? "the rules, written" : "the rules, changed");
    }
    const before = await findSiteLimits(tx);
    const changed = siteLimits.filter(({ name }) => before[name] !== limits[name]);
    if (changed.length > 0) {
      await saveSetting(tx, { name: "limits", value: JSON.stringify(limits), changedAt, byId: by.id });
      await log(changed.map(({ name, words }) => `${words}: from ${before[name]} to ${limits[name]}`).join("; "));
    }
    return { ok: true };
  });
}

/** The rules of the community as html, with when they were changed last; null where none are written. */
export async function presentRules(): Promise<{ html: string; changedAt: string } | null> {
  const rules = await findRules();
  if (!rules) return null;
  const changedAt = rules.changedAt.toISOString();
  if (rules.rendererVersion === rendererVersion) return { html: rules.html, changedAt };
  const html = (await renderAlone(rules.value, "rules", "jobs", askingJobs)) ?? rules.html;
  await keepRulesHtml(rules.value, { html, rendererVersion });
  return { html, changedAt };
}
