import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAdmin } from "~/features/auth/auth.server";
import { countLetters } from "~/features/letters/letters.server";
import { listMails, mailWay } from "~/features/mail/mail.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { counted } from "~/ui/count";
import { DataTable } from "~/ui/data-table";
import { privateMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";

export async function loader({ context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  const way = mailWay();
  const { dkim, MAIL_REPLY_ADDRESS: repliesTo = null, publicOrigin } = env();
  return json({
    way,
    mails: way === "files" ? await listMails() : [],
    letters: await countLetters(),
    signedBy: dkim?.domain ?? null,
    repliesTo,
    isOneClick: publicOrigin.startsWith("https:"),
  });
}

const wayWords = {
  smtp: "Mails leave through the server that SMTP_URL names; nothing is kept of them here. A mail that could not be sent stands among the jobs.",
  files:
    "This copy sends nothing: mails are written to the folder “mail” in the data directory, and shown here for seven days. Links in them work.",
  off: "Mail is off: set SMTP_URL to the address of a mail server. Until then nobody can confirm an address or reset a password.",
};

/** How mail leaves, and in local mode the mails that were written. */
export default function Mails() {
  const { way, mails, letters, signedBy, repliesTo, isOneClick } = useLoaderData<typeof loader>();
  return (
    <article className="providers-page">
      <h1>Mail</h1>
      <p className="form-context">{wayWords[way]}</p>
      {way !== "off" && (
        <ul className="form-context">
          <li>
            Letters to members within a day: {letters.sent} sent, {letters.refused} refused, {letters.bounced} came
            back, {letters.doubtful} in doubt. {counted(letters.stopped, "address", "addresses")} that refused three
            times {letters.stopped === 1 ? "gets" : "get"} none any more.
          </li>
          <li>
            {signedBy ? `Mails are signed here for ${signedBy}.` : "Mails are not signed here: the mail server has to."}
          </li>
          <li>
            {isOneClick
              ? "Mail programs are offered to unsubscribe by one click."
              : "Mail programs are not offered to unsubscribe by one click, because PUBLIC_URL isn’t https; the link at the end of letters works."}
          </li>
          <li>
            {repliesTo
              ? `Replies by mail are taken at ${repliesTo}.`
              : "Replies by mail are off: MAIL_REPLY_ADDRESS is not set."}
          </li>
        </ul>
      )}
      {way === "files" && mails.length === 0 && <p className="none-yet">No mail was written within seven days.</p>}
      {mails.length > 0 && (
        <DataTable label="Mails, the newest first" columns={["Subject", "To", "Written"]} isCardsOnPhone>
          {mails.map((mail) => (
            <tr key={mail.id}>
              <th scope="row">
                <a href={paths.mail(mail)}>{mail.subject}</a>
              </th>
              <td data-word="To">{mail.to}</td>
              <td data-word="Written">
                <Time at={mail.date} />
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </article>
  );
}

export const meta: MetaFunction = () => privateMeta("Mail · Administration");
