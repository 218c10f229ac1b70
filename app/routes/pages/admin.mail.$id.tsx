import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAdmin } from "~/features/auth/auth.server";
import { mailWay, readMail } from "~/features/mail/mail.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { invariantResponse } from "~/platform/responses.server";
import { privateMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";

export async function loader({ params, context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  const mail = mailWay() === "files" ? await readMail(params.id ?? "") : null;
  invariantResponse(mail, "There is no such mail, or it is older than seven days.", { status: 404 });
  return json({ ...mail, links: linksIn(mail.text) });
}

/** The links to this site, as paths, each once: the frame of the html can't open them. */
const linksIn = (text: string) => {
  const { publicOrigin } = env();
  const paths = text
    .split(/\s+/)
    .flatMap((word) => (word.startsWith(`${publicOrigin}/`) ? [word.slice(publicOrigin.length)] : []));
  return [...new Set(paths)];
};

/** A mail as it would arrive: its head, its html in a frame of its own, and its text. */
export default function Mail() {
  const { id, subject, from, to, date, text, links } = useLoaderData<typeof loader>();
  return (
    <article className="providers-page">
      <p className="form-context">
        <a href={paths.mails()}>All mails</a>
      </p>
      <h1>{subject}</h1>
      <p className="form-context">
        From {from} to {to}, <Time at={date} />
      </p>
      {links.map((link) => (
        <p key={link}>
          <a className="button" href={link}>
            {links.length === 1 ? "Open the link" : `Open ${link}`}
          </a>
        </p>
      ))}
      <iframe className="mail-frame" title="The mail as html" src={paths.mailHtml({ id })} sandbox="" />
      <h2>As plain text</h2>
      <pre className="mail-text">{text}</pre>
    </article>
  );
}

export const meta: MetaFunction = () => privateMeta("Mail · Administration");
