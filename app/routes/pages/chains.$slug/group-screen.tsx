import { writeDate } from "~/features/chains/chains";
import { ChainsTable } from "~/features/chains/components/chains-table";
import { paths } from "~/paths";
import type { Screen } from "./chain-screens.server";
import { ChainDescription } from "./chain-description";
import { ThreadsAbout } from "./threads-about";
import { HtmlBody } from "~/ui/html-body";
import { Trail } from "~/ui/trail";

/** A group: which chains belong, who says so, and what is written about them. */
export function GroupScreen({
  screen: { group, tag, html, members, threads, unread, hasMeasured, measured },
}: {
  screen: Extract<Screen, { is: "group" }> & { hasMeasured: boolean };
}) {
  return (
    <article className="chain-page">
      <header className="chain-head">
        <Trail steps={[{ name: "Chains", href: paths.chains() }, { name: "Group" }]} />
        <h1>{group.name}</h1>
        {tag && <ChainDescription tag={tag} html={html} fallback="" name={group.name} />}
        {group.sourceUrl && (
          <p className="fact-source">
            {group.definition}{" "}
            <a href={group.sourceUrl} rel="nofollow ugc noopener">
              {group.sourceName}
            </a>
            , as of {writeDate(group.asOf)}
          </p>
        )}
      </header>
      {hasMeasured && <HtmlBody id="measured" html={measured ?? undefined} />}
      <section aria-labelledby="members">
        <div className="section-head">
          <h2 id="members">Chains</h2>
          <p>{members.length === 1 ? "1 chain" : `${members.length} chains`}, listed by name, not by rule</p>
          <a href={paths.chains({ group: group.slug })}>Filter and sort</a>
        </div>
        {members.length === 0 ? (
          <p className="none-yet section-empty">No chain of the registry belongs to this group.</p>
        ) : (
          <ChainsTable rows={members} caption={`Chains of ${group.name}`} />
        )}
      </section>
      <ThreadsAbout slug={group.slug} name={group.name} threads={threads} unread={unread} count={null} />
    </article>
  );
}
