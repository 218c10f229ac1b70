/** What a new administrator sets first, and how far it is set. Of the environment it says only whether, never what. */
import type { Member } from "~/features/auth/auth";
import { findRules, findSignUpMode } from "~/features/site/site.server";
import { signUpWords } from "~/features/site/site";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";

type Step = {
  name: string;
  /** How it stands now, as a sentence. */
  stands: string;
  isDone: boolean;
  /** The page on which it is set; null where the environment sets it. */
  href: string | null;
};

export async function listFirstSteps(by: Member): Promise<Step[]> {
  const mode = await findSignUpMode();
  const hasRules = (await findRules()) !== null;
  const administrators = await db.member.count({ where: { role: "admin", suspendedAt: null, deletedAt: null } });
  const own = await db.member.findUniqueOrThrow({ where: { id: by.id }, select: { emailVerifiedAt: true } });
  return [
    { name: "Who may join", stands: `${signUpWords[mode]}.`, isDone: true, href: paths.siteSettings() },
    {
      name: "Rules of the community",
      stands: hasRules ? "Written." : "None are written. Moderators can act without them, and say why.",
      isDone: hasRules,
      href: paths.siteSettings(),
    },
    {
      name: "A second administrator",
      stands:
        administrators > 1
          ? `${administrators} administrators can act.`
          : "You are the only one. If you lose your way in, nobody can let you back.",
      isDone: administrators > 1,
      href: paths.members(),
    },
    {
      name: "Your own address",
      stands:
        own.emailVerifiedAt === null
          ? "Not verified: a lost password could not be set again by mail."
          : "Verified: a lost password can be set again by mail.",
      isDone: own.emailVerifiedAt !== null,
      href: paths.signInMethods(),
    },
    ...environmentSteps(),
    {
      name: "Numbers",
      stands: "The page of providers says which sources answer.",
      isDone: true,
      href: paths.providers(),
    },
  ];
}

function environmentSteps(): Step[] {
  const { isLocal, PUBLIC_URL, SMTP_URL, SECRET_KEY, SECURITY_CONTACT } = env();
  const step = (name: string, isDone: boolean, done: string, open: string): Step => ({
    name,
    stands: isDone ? done : open,
    isDone,
    href: null,
  });
  return [
    step(
      "Database (DATABASE_URL)",
      !isLocal,
      "A database of its own.",
      "The embedded one with the demonstration, which is meant for this machine.",
    ),
    step(
      "Address (PUBLIC_URL)",
      PUBLIC_URL !== undefined,
      "Set: links in feeds and mails lead there.",
      "Not set: links in feeds and mails lead to this machine.",
    ),
    step(
      "Mail (SMTP_URL)",
      SMTP_URL !== undefined,
      "Set: mails leave through it.",
      isLocal
        ? "Not set: mails are written to the data directory, and Administration shows them."
        : "Not set: no mails are sent, and a lost password can’t be set again.",
    ),
    step(
      "Secret key (SECRET_KEY)",
      SECRET_KEY !== undefined,
      "Set. Keep a copy where the backups are.",
      "Not set: a key in the data directory is used, which a second server would not have.",
    ),
    step(
      "Contact for vulnerabilities (SECURITY_CONTACT)",
      SECURITY_CONTACT !== undefined,
      "Set: /.well-known/security.txt names it.",
      "Not set: /.well-known/security.txt names nobody.",
    ),
  ];
}
