import { type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { flagsPerDay } from "~/features/flags/flags";
import { findSiteLimits } from "~/features/site/site.server";
import { maxTags } from "~/features/tags/tags";
import { titleLimits } from "~/features/threads/threads";
import { askedInWords } from "~/features/trust/trust";
import { readTrust } from "~/features/trust/trust.server";
import { uploadLimits } from "~/features/uploads/uploads";
import { paths } from "~/paths";
import { pageData } from "~/platform/page-data.server";
import { counted } from "~/ui/count";
import { pageMeta, siteOf } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  const viewer = await getViewer(context);
  const trust = viewer && (await readTrust(viewer));
  return pageData(context, {
    limits: await findSiteLimits(),
    isMember: viewer !== null,
    done: trust && !trust.isTrusted ? { ...trust.done, isFirstDay: trust.isFirstDay } : null,
  });
}

export default function Limits() {
  const { limits, isMember, done } = useLoaderData<typeof loader>();
  const rows = [
    { asked: counted(limits.days, "day"), what: "as a member", has: done?.days },
    { asked: counted(limits.posts, "post"), what: "kept", has: done?.posts },
    { asked: counted(limits.minutes, "minute"), what: "of reading", has: done?.minutes },
  ];
  return (
    <article className="profile limits-page">
      <h1>Limits</h1>
      <p className="page-lead">
        What new members wait for, and what everybody keeps to. Votes change none of it: nobody gets or loses anything
        by being agreed with.
      </p>
      <section aria-labelledby="new-members">
        <h2 id="new-members">New members</h2>
        <table className="limits-table">
          <caption>After {askedInWords(limits)} a member may flag posts, add topics and edit descriptions.</caption>
          {done && (
            <thead>
              <tr>
                <th scope="col">Asked</th>
                <th scope="col">You have</th>
              </tr>
            </thead>
          )}
          <tbody>
            {rows.map(({ asked, what, has }) => (
              <tr key={what}>
                <th scope="row">
                  {asked} {what}
                </th>
                {done && <td>{has}</td>}
              </tr>
            ))}
          </tbody>
        </table>
        {isMember && !done && <p>These limits hold no longer for you.</p>}
        <p>
          A post is kept when it can be read 24 hours after it was posted and was not hidden since. A minute of reading
          is one in which a thread was open before you and you scrolled, typed or pointed at it; tabs that are open at
          once count as one. Before that, a topic or a change of a description goes to a moderator, who accepts or
          refuses it. Citing a source is free from the first post on.
        </p>
        <ul>
          <li>
            On the first day: {counted(limits.firstThreads, "thread")} and{" "}
            {counted(limits.firstReplies, "reply", "replies")}.
          </li>
          <li>
            Until {counted(limits.keptForLinks, "post")} of a member {limits.keptForLinks === 1 ? "was" : "were"} kept,
            a post has at most {counted(limits.links, "link")}. Links in citations don’t count, nor do links to sources
            that are known here and to hosts that older members cite. A post with up to {limits.heldLinks} more is held
            until a moderator has looked. Pictures wait as well, for 48 hours at most.
          </li>
          <li>
            A text is held as well when it says what another post of a new member says, when it hides characters, when
            many posts come from one network, and when it links to a host of spam. Nothing of it is lost: you see it
            under <a href={paths.held()}>what waits</a>, and it is posted after 48 hours unless two of these rules
            matched.
          </li>
        </ul>
      </section>
      <section aria-labelledby="everybody">
        <h2 id="everybody">Everybody</h2>
        <ul>
          <li>60 posts in ten minutes, {flagsPerDay} flags a day.</li>
          <li>
            A title of {titleLimits.min} to {titleLimits.max} characters, one to {maxTags} tags, and 64 KB of text.
          </li>
          <li>
            {uploadLimits.memberPerDay} pictures a day and {uploadLimits.memberBytes / 1_000_000} MB in all.
          </li>
          <li>
            A moderator may slow a member down to one post an hour. The <a href={paths.modLog()}>moderation log</a> has
            each measure with its reason.
          </li>
        </ul>
      </section>
    </article>
  );
}

export const meta: MetaFunction = ({ matches }) =>
  pageMeta({
    title: "Limits",
    description: "What new members of this community wait for, and what everybody keeps to.",
    path: paths.limits(),
    site: siteOf(matches),
  });
