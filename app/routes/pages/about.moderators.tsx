import { type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { MemberName } from "~/features/members/components/member-name";
import { listModerators } from "~/features/members/members.server";
import { paths } from "~/paths";
import { pageData } from "~/platform/page-data.server";
import { pageMeta, siteOf } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  return pageData(context, { people: await listModerators() });
}

export default function AboutModerators() {
  const { people } = useLoaderData<typeof loader>();
  return (
    <article className="profile">
      <h1>Moderators</h1>
      <p className="page-lead">
        Who moderates, and who may do what. Everything they do stands in the <a href={paths.modLog()}>moderation log</a>
        , with their name and their reason.
      </p>
      {people.length === 0 ? (
        <p className="none-yet">Nobody moderates here yet.</p>
      ) : (
        <ul className="line-list">
          {people.map((one) => (
            <li key={one.id}>
              <p className="line-note">
                <MemberName member={one} />, {one.role === "admin" ? "administrator" : "moderator"}
                {one.isSuspended && ", suspended: can't act"} ·{" "}
                <a href={paths.modLog({ by: String(one.id) })}>
                  what they did<span className="visually-hidden">, {one.name}</span>
                </a>
              </p>
            </li>
          ))}
        </ul>
      )}
      <div className="prose">
        {duties.map(({ who, may }) => (
          <section key={who}>
            <h2>{who}</h2>
            <ul>
              {may.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </article>
  );
}

const duties = [
  {
    who: "Every member",
    may: [
      "can flag a post. Three flags from different sides fold it until a moderator has looked; nobody is silenced by flags.",
      "can say once, against each measure and each hidden post, what was overlooked. Somebody else decides that.",
      "is told every measure against them with its reason, and until when it lasts.",
    ],
  },
  {
    who: "Moderators",
    may: [
      "decide what waits in the queue: keep a post, hide it, or ask its author for an edit.",
      "warn a member, slow one down to a post an hour, silence one for up to 30 days, or suspend one.",
      "lock, slow down, pin, close, split and merge threads. All of it can be taken back.",
      "file threads under other tags, and change tags.",
      "erase the text of one revision where it has somebody's personal data in it. This can't be taken back.",
    ],
  },
  {
    who: "Administrators",
    may: [
      "do all that moderators do, and decide about moderators.",
      "appoint moderators, change the rules and settings, and erase words of the log that have personal data in them: the chain of its hashes still holds.",
      "decide appeals where no second moderator is there. Where nobody else is there at all, the log says that one and the same decided twice.",
    ],
  },
  {
    who: "Nobody",
    may: [
      "decides about posts, flags or measures of their own.",
      "is limited for what they think: no limit depends on votes or agreement.",
      "can take an entry out of the log without breaking its chain.",
    ],
  },
];

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  pageMeta({
    title: "Moderators",
    description: "Who moderates Counterproof, and who may do what.",
    path: paths.aboutModerators(),
    site: siteOf(matches),
  });
