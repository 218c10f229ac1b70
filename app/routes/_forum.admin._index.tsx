import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { requireAdmin } from "~/features/auth/auth.server";
import { paths } from "~/paths";

export async function loader({ context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  return json(null);
}

const sections = [
  {
    name: "Networks",
    what: "Facts are corrected on a network’s own page, where each has a link to its form.",
    links: [
      { words: "Networks", href: paths.networks() },
      { words: "Add a network", href: paths.addNetwork() },
    ],
  },
];

/** Where administrators find what only they can do. */
export default function Administration() {
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
    </article>
  );
}

export const meta: MetaFunction = () => [
  { title: "Administration · Counterproof" },
  { name: "robots", content: "noindex" },
];
