import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { mailedTokens, requireOwner } from "~/features/auth/auth.server";
import { KeySections } from "~/features/keys/components/key-sections";
import { keyWords } from "~/features/keys/keys";
import { listKeys } from "~/features/keys/keys.server";
import { isMailOn } from "~/features/mail/mail.server";
import { MailRow, PasswordRow } from "~/features/members/components/way-rows";
import { findAccountFacts, waysIn } from "~/features/members/members.server";
import { db } from "~/platform/db.server";
import { counted } from "~/ui/count";
import { privateMeta } from "~/ui/page-meta";

/** What was just done, by the word in the address. */
const doneWords = new Map([
  ...keyWords,
  ["password", "Your password is set. Your other sessions were ended."],
  ["sent", "We have sent a link to that address. Open it within an hour; until then nothing changes."],
  ["verified", "Your address is confirmed."],
]);

export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireOwner(context);
  const facts = await findAccountFacts(member.id);
  const awaited = (await mailedTokens.listAwaited(member.id)).filter(
    (address) => facts.addressVerifiedAt === null || address !== facts.address,
  );
  return json({
    ...facts,
    awaited,
    isMailOn: isMailOn(),
    keys: await listKeys(member.id),
    // The passkey that was just removed: the device may forget it.
    gone: /^[\w-]{1,1400}$/.exec(context.url.searchParams.get("gone") ?? "")?.[0] ?? null,
    ways: (await waysIn(db, member.id)).length,
    done: doneWords.get(context.url.searchParams.get("done") ?? "") ?? null,
  });
}

export default function SignInMethods() {
  const { done, ways, keys, gone, ...facts } = useLoaderData<typeof loader>();
  return (
    <section className="settings">
      <h1>Sign-in methods</h1>
      <p className="page-lead">
        {ways > 0 && `${counted(ways, "way")} in. `}The last way in can’t be removed. Fifteen minutes after you signed
        in, a change asks for a proof again that it is you.
      </p>
      {done && (
        <p className="notice" role="status">
          {done}
        </p>
      )}
      <section className="ways">
        <h2>Password and e-mail</h2>
        <ul>
          <PasswordRow {...facts} />
          <MailRow {...facts} />
        </ul>
        <p className="ways-note">
          A password has at least ten characters; there is no other rule. A change signs out every other session.
        </p>
      </section>
      <KeySections {...keys} />
      {gone !== null && !keys.kept.ids.includes(gone) && (
        <span hidden data-rp={keys.kept.rp} data-passkey-unknown={gone} />
      )}
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Sign-in methods");
