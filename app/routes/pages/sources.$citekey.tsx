import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { z } from "zod";
import { canWrite, isModerator, type Viewer } from "~/features/auth/auth";
import { getViewer } from "~/features/auth/auth.server";
import { readShared } from "~/features/claims/claims.server";
import { stances, stanceWords, verdicts, verdictWords } from "~/features/citations/citations";
import { listCitingPassages, tallySource } from "~/features/citations/citations.server";
import { Passage } from "~/features/citations/components/passage";
import { oEmbedLinks } from "~/features/embeds/embeds";
import { ExportLinks } from "~/features/sources/components/export-links";
import { dateInWords, dateOf, kindWords, type Origin, statusWords, noAddressWords } from "~/features/sources/sources";
import {
  findSource,
  listMerges,
  listSourceRevisions,
  nameLine,
  type SourcePage as Source,
} from "~/features/sources/sources.server";
import { paths } from "~/paths";
import { pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import type { loader as rootLoader } from "~/root";
import { pageMeta, siteOf } from "~/ui/page-meta";
import { formatDate, Time } from "~/ui/time";
import { Trail } from "~/ui/trail";
import { counted } from "~/ui/count";

const Asked = z.object({
  stance: z.enum(stances).optional(),
  cursor: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
});

export async function loader({ params, context }: LoaderFunctionArgs) {
  const given = params["citekey"] ?? "";
  const citekey = given.toLowerCase();
  const asked = Asked.safeParse(Object.fromEntries(context.url.searchParams));
  const where = asked.success ? asked.data : {};
  const name = `source ${JSON.stringify([citekey, where])}`;
  const shown = await readShared(name, await getViewer(context), (as) => readSource(citekey, where, as));
  const { source } = shown;
  if (given !== source.citekey) throw redirect(paths.source(source) + context.url.search, 301);
  invariantResponse(asked.success, "There is no such stance or page.", { status: 400 });
  return pageData(context, { ...shown, stance: asked.data.stance ?? null });
}

/** All about a source, with a page of what cites it, as this viewer may read it; throws a 404 without the source. */
async function readSource(citekey: string, { stance, cursor }: z.output<typeof Asked>, viewer: Viewer) {
  const source = await findSource(citekey, viewer);
  invariantResponse(source, "There is no source of that name.", { status: 404 });
  const { id } = source;
  const [{ passages, next }, tally, revisions, merges] = await Promise.all([
    listCitingPassages(id, viewer, { stance, before: cursor }),
    tallySource(id, viewer),
    listSourceRevisions(id),
    listMerges(id),
  ]);
  return { source: toShown(source), facts: factsOf(source), tally, revisions, merges, passages, next };
}

/** What the page says of it beside its facts. */
const toShown = (source: Source) => ({
  citekey: source.citekey,
  kind: source.kind,
  title: source.title,
  byline: source.byline,
  host: source.host,
  url: source.url,
  archivedUrl: source.archivedUrl,
  status: source.status,
  statusSince: source.statusSince,
  isHidden: source.isHidden,
  identifiers: source.identifiers,
  mergedFrom: source.mergedFrom,
});

const originWords: Record<Origin["from"], string> = {
  identifier: "from its identifier or address",
  "eip-list": "from the list of EIPs",
  address: "only its address is known",
  writer: "in the words of the first who cited it, unchecked",
  reference: "from a reference that its author gave",
  correction: "set by a member",
};

type Fact = { name: string; value: string; from: string };

/** What is known, each with where it came from. */
function factsOf({ csl, origins }: Source): Fact[] {
  const date = dateOf(csl);
  const people = (names: Source["csl"]["author"]) => (names ?? []).map(nameLine).join("; ");
  const rows: [name: string, field: string, value: string | undefined][] = [
    ["Title", "title", csl.title],
    ["Authors", "author", people(csl.author)],
    ["Editors", "editor", people(csl.editor)],
    ["Translators", "translator", people(csl.translator)],
    ["Published in", "container-title", csl["container-title"]],
    ["Series", "collection-title", [csl["collection-title"], csl["collection-number"]].filter(Boolean).join(" ")],
    ["Event", "event-title", [csl["event-title"], csl["event-place"]].filter(Boolean).join(", ")],
    ["Publisher", "publisher", csl.publisher],
    ["Place", "publisher-place", csl["publisher-place"]],
    ["Date", "issued", date ? dateInWords(date) : undefined],
    ["Volume", "volume", csl.volume],
    ["Issue", "issue", csl.issue],
    ["Edition", "edition", csl.edition],
    ["Chapter", "chapter-number", csl["chapter-number"]],
    ["Pages", "page", csl.page],
    ["Number", "number", csl.number],
    ["Version", "version", csl.version],
    ["Type", "genre", csl.genre],
    ["Medium", "medium", csl.medium],
    ["Status", "status", csl.status],
    ["DOI", "DOI", csl.DOI],
    ["ISBN", "ISBN", csl.ISBN],
    ["ISSN", "ISSN", csl.ISSN],
  ];
  return rows.flatMap(([name, field, value]) => {
    const from = origins[field]?.from;
    return value ? [{ name, value, from: from ? originWords[from] : "" }] : [];
  });
}

export default function SourcePage() {
  const { source, facts, tally, revisions, merges, passages, next, stance } = useLoaderData<typeof loader>();
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer ?? null;
  return (
    <article className="source-page">
      <Trail steps={[{ name: "Sources", href: paths.sources() }, { name: kindWords[source.kind].one }]} />
      <h1 dir="auto">{source.title}</h1>
      {source.isHidden && <p className="signal">Link removed by a moderator</p>}
      <p className="source-facts">
        {source.url ? (
          <a href={source.url} rel="nofollow ugc noopener">
            {source.url}
          </a>
        ) : (
          !source.isHidden && <span>{noAddressWords(source.kind)}</span>
        )}
        {source.archivedUrl && (
          <a href={source.archivedUrl} rel="nofollow ugc noopener">
            archived copy
          </a>
        )}
        <span>
          {statusWords[source.status]}
          {source.statusSince && `, since ${formatDate(source.statusSince)}`}
        </span>
        <span>
          <code>{`[^${source.citekey}]`}</code>
        </span>
      </p>
      <Tally tally={tally} />
      {!source.isHidden && <ExportLinks what="Cite it" hrefOf={(format) => paths.sourceFile(source, format)} />}

      <h2>Details</h2>
      <table className="source-table">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Value</th>
            <th scope="col">Where it comes from</th>
          </tr>
        </thead>
        <tbody>
          {facts.map((fact) => (
            <tr key={fact.name}>
              <th scope="row">{fact.name}</th>
              <td dir="auto">{fact.value}</td>
              <td>{fact.from}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">Known as</th>
            <td colSpan={2}>
              {source.identifiers.map(({ scheme, value }) => `${scheme}: ${value}`).join(" · ") ||
                "its title, first author and year"}
              {source.mergedFrom.map(({ citekey }) => ` · citekey: ${citekey}`)}
            </td>
          </tr>
        </tbody>
      </table>
      <p className="source-tools">
        {canWrite(viewer) && <a href={paths.editSource(source)}>Fix details</a>}
        {!viewer && <a href={paths.signIn(paths.editSource(source))}>Sign in to fix details</a>}
        {isModerator(viewer) && <a href={paths.moderateSource(source)}>Merge, rename or remove</a>}
      </p>

      <h2 id="citing">Where it is cited</h2>
      <nav className="source-filters" aria-label="By stance">
        <p>
          <a href={`${paths.source(source)}#citing`} aria-current={stance === null ? "page" : undefined}>
            all
          </a>
          {stances
            .filter((one) => tally.stances[one] > 0)
            .map((one) => (
              <a
                key={one}
                href={`${paths.source(source)}?stance=${one}#citing`}
                aria-current={stance === one ? "page" : undefined}
              >
                {stanceWords[one]} <span>{tally.stances[one]}</span>
              </a>
            ))}
        </p>
      </nav>
      {passages.length === 0 && (
        <p className="none-yet">{`No post that you can read cites it${stance ? " so" : ""}.`}</p>
      )}
      <ol className="line-list">
        {passages.map((passage) => (
          <Passage key={passage.id} passage={passage} viewerId={viewer?.id ?? null} mayReview={canWrite(viewer)} />
        ))}
      </ol>
      {next && (
        <nav className="pager" aria-label="Pages">
          <a
            rel="next"
            href={`${paths.source(source)}?${new URLSearchParams({ ...(stance && { stance }), cursor: String(next) })}#citing`}
          >
            Earlier citations
          </a>
        </nav>
      )}

      {(revisions.length > 0 || merges.length > 0) && <h2>History</h2>}
      <ol className="line-list">
        {revisions.map((revision) => (
          <li key={revision.id}>
            <p className="line-note">
              <Time at={revision.at} /> ·{" "}
              {revision.by ? <a href={paths.member(revision.by)}>{revision.by.name}</a> : "Counterproof"}
              {revision.reason && <span dir="auto">{`: ${revision.reason}`}</span>}
            </p>
            {revision.changes.map((change) => (
              <p key={change.field} className="source-change" dir="auto">
                {change.field}: {change.before ? <del>{change.before}</del> : "nothing"} →{" "}
                {change.after ? <ins>{change.after}</ins> : "nothing"}
              </p>
            ))}
          </li>
        ))}
        {merges.map((merge) => (
          <li key={`merge-${merge.id}`}>
            <p className="line-note">
              <Time at={merge.at} /> ·{" "}
              {merge.by ? (
                <a href={paths.member(merge.by)}>{merge.by.name}</a>
              ) : (
                "The rules for addresses and identifiers"
              )}{" "}
              merged {merge.from.citekey} into {merge.into.citekey}: <span dir="auto">{merge.reason}</span>
              {merge.undoneAt && ` (taken back ${formatDate(merge.undoneAt)})`}
            </p>
          </li>
        ))}
      </ol>
    </article>
  );
}

type TallyGiven = Awaited<ReturnType<typeof tallySource>>;

function Tally({ tally }: { tally: TallyGiven }) {
  const found = verdicts.filter((verdict) => tally.reviews[verdict]);
  return (
    <>
      <p className="source-tally">
        Cited in <b>{counted(tally.threads, "thread")}</b>, by <b>{counted(tally.members, "member")}</b>
        {stances
          .filter((stance) => stance !== "mentions" && tally.stances[stance] > 0)
          .map(
            (stance) =>
              `; ${tally.stances[stance]} ${stance === "data" ? "for its data" : tally.stances[stance] === 1 ? stanceWords[stance] : stance.replace(/s$/, "")}`,
          )
          .join("")}
        .
      </p>
      {found.length > 0 && (
        <p className="source-tally">
          Readers who looked it up:{" "}
          {found.map((verdict) => `${tally.reviews[verdict]} ${verdictWords[verdict]}`).join(", ")}.
        </p>
      )}
    </>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data
    ? pageMeta({
        title: data.source.title,
        description: `${kindWords[data.source.kind].one}, ${data.source.byline || data.source.host}. Cited in ${data.tally.posts} posts.`,
        path: paths.source(data.source),
        site: siteOf(matches),
        links: data.source.isHidden ? [] : oEmbedLinks(data.source.title, paths.source(data.source), siteOf(matches)),
        noindex: data.source.isHidden,
      })
    : [{ title: "Not found · Counterproof" }];
