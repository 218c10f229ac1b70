import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAdmin } from "~/features/auth/auth.server";
import { paths } from "~/paths";
import { databaseReplicas } from "~/platform/db.server";
import { privateMeta } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  return json({ replicas: databaseReplicas()?.states ?? [] });
}

const sections = [
  {
    name: "Members",
    what: "Who is here, who may do what, who is suspended, and who invited whom.",
    links: [
      { words: "Members", href: paths.members() },
      { words: "Invitations", href: paths.invitations() },
    ],
  },
  {
    name: "Site",
    what: "Who may join, the rules of the community, and what is not set yet.",
    links: [
      { words: "Settings of the site", href: paths.siteSettings() },
      { words: "What to set first", href: paths.firstRun() },
    ],
  },
  {
    name: "Chains",
    what: "Facts are corrected on a chain’s own page, where each has a link to its form.",
    links: [
      { words: "Chains", href: paths.chains() },
      { words: "Add a chain", href: paths.addChain() },
    ],
  },
  {
    name: "Providers",
    what: "Where numbers come from: how each is doing, its last visits, and what was held back.",
    links: [{ words: "Providers", href: paths.providers() }],
  },
  {
    name: "Imports",
    what: "Forums that were taken over: what came of each run, and the names whose posts nobody has taken over.",
    links: [{ words: "Imports", href: paths.imports() }],
  },
  {
    name: "Jobs",
    what: "Work in the background: what waits, and what failed with which error.",
    links: [{ words: "Jobs", href: paths.jobs() }],
  },
  {
    name: "Mail",
    what: "How mail leaves; in local mode, the mails that were written instead of sent.",
    links: [{ words: "Mail", href: paths.mails() }],
  },
  {
    name: "Export",
    what: "The forum as one archive of open files, of which a new forum can be made.",
    links: [{ words: "Export", href: paths.exportForum() }],
  },
  {
    name: "Search",
    what: "Which engine answers, whether its index is complete, and how far behind it is.",
    links: [{ words: "Search", href: paths.searchHealth() }],
  },
];

/** Where administrators find what only they can do. */
export default function Administration() {
  const { replicas } = useLoaderData<typeof loader>();
  return (
    <article className="profile">
      <h1>Administration</h1>
      {sections.map(({ name, what, links }) => (
        <section key={name}>
          <h2>{name}</h2>
          <p>{what}</p>
          <ul className="admin-links">
            {links.map(({ words, href }) => (
              <li key={href}>
                <a href={href}>{words}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {replicas.length > 0 && <Replicas replicas={replicas} />}
    </article>
  );
}

type Listed = ReturnType<typeof useLoaderData<typeof loader>>["replicas"];

/** Only where there are any. */
function Replicas({ replicas }: { replicas: Listed }) {
  return (
    <section>
      <h2>Database replicas</h2>
      <p>Servers from which visitors’ pages and searches are read, as this process sees them now.</p>
      <ul className="admin-links">
        {replicas.map(({ name, lag, leftOut }) => (
          <li key={name}>
            <b>{name}</b>: {leftOut === null ? `in use, ${behind(lag ?? 0)}.` : `left out. ${leftOut}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

const behind = (lag: number) => (lag < 1 ? "up to date" : `${Math.round(lag)} s behind the primary`);

export const meta: MetaFunction = () => privateMeta("Administration");
