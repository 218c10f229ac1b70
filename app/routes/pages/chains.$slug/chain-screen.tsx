import { ClaimsAbout } from "~/features/claims/components/claims-about";
import { Fragment } from "react";
import { inSentence, isTechnical, layerNames } from "~/features/chains/chains";
import { FactsTable } from "~/features/chains/components/facts-table";
import { paths } from "~/paths";
import type { Screen } from "./chain-screens.server";
import { SourcesAbout } from "./sources-about";
import { ChainDescription } from "./chain-description";
import { ThreadsAbout } from "./threads-about";
import { UpgradesTable } from "./upgrades-table";
import { HtmlBody } from "~/ui/html-body";
import { Trail } from "~/ui/trail";

/** Phones show the others once asked. */
const shownOnPhones = 7;

/** "block time, launched …": the first two of a list. */
const listInWords = (names: string[]) => names.slice(0, 2).join(", ") + (names.length > 2 ? " …" : "");

/** One chain: what is known of it, with dates and sources, and what is written about it. */
export function ChainScreen({ screen }: { screen: Extract<Screen, { is: "chain" }> & { hasMeasured: boolean } }) {
  const { chain, lead, tag, html, fields, unknown, upgrades, threads, unread, claims, sources, hasMeasured, measured } =
    screen;
  const { nodeCount, mayCorrect } = screen;
  const known = fields.filter(({ key }) => !isTechnical(key));
  const technical = fields.filter(({ key }) => isTechnical(key));
  const differing = fields.filter((field) => field.differing.length > 0);
  return (
    <article className="chain-page">
      <header className="chain-head">
        <Trail
          steps={[
            { name: "Chains", href: paths.chains() },
            ...(chain.groups.some(({ slug }) => slug === "l2") ? [] : [{ name: layerNames[chain.layer].one }]),
            ...chain.groups.map((group) => ({ name: group.name, href: paths.chain(group) })),
          ]}
        />
        <h1>{chain.shortName}</h1>
        {tag ? (
          <ChainDescription tag={tag} html={html} fallback={lead} name={chain.shortName} />
        ) : (
          lead && <p className="page-lead">{lead}</p>
        )}
      </header>

      {hasMeasured && <HtmlBody id="measured" html={measured ?? undefined} />}
      {nodeCount !== null && nodeCount < 2 && <p className="facts-unknown">{nodeCount === 0 ? "no node" : "1 node"}</p>}
      <div className="chain-columns">
        <section aria-labelledby="facts">
          <div className="section-head">
            <h2 id="facts">Facts</h2>
            <p>
              each with its date and source
              {differing.length > 0 && (
                <>
                  {"; "}sources differ on{" "}
                  {differing.map((field, index) => (
                    <Fragment key={field.key}>
                      {index > 0 && (index === differing.length - 1 ? " and " : ", ")}
                      <a href={`#${field.key}`}>{inSentence(field)}</a>
                    </Fragment>
                  ))}
                </>
              )}
            </p>
            <a href={paths.chainHistory(chain)}>History</a>
          </div>
          <FactsTable chain={chain} fields={known} caption={`What ${chain.shortName} is`} mayCorrect={mayCorrect} />
          {known.length > shownOnPhones && (
            <label className="facts-more">
              <input type="checkbox" />
              {known.length - shownOnPhones} more facts{" "}
              <span>{listInWords(known.slice(shownOnPhones).map(inSentence))}</span>
            </label>
          )}
          {unknown.length > 0 && (
            <p className="facts-unknown">
              Not in the registry:{" "}
              {unknown.map((field, index) => (
                <Fragment key={field.key}>
                  {index > 0 && ", "}
                  {mayCorrect ? (
                    <a href={paths.correctFact(chain, field.key)}>{inSentence(field)}</a>
                  ) : (
                    inSentence(field)
                  )}
                </Fragment>
              ))}
              .
            </p>
          )}
          {technical.length > 0 && (
            <details className="fold">
              <summary>
                Identifiers and nodes <span>{technical.length === 1 ? "1 fact" : `${technical.length} facts`}</span>
              </summary>
              <FactsTable
                chain={chain}
                fields={technical}
                caption={`How ${chain.shortName} is found elsewhere`}
                mayCorrect={mayCorrect}
              />
              {mayCorrect && (
                <p className="facts-unknown">
                  <a href={paths.chooseNodes(chain)}>Addresses of its nodes</a> ·{" "}
                  <a href={paths.chooseColours(chain)}>Colours in charts</a>
                </p>
              )}
            </details>
          )}
        </section>

        <div className="chain-side">
          {claims.length > 0 && <ClaimsAbout filter={{ chain: chain.slug }} name={chain.shortName} claims={claims} />}
          <ThreadsAbout
            slug={chain.slug}
            name={chain.shortName}
            threads={threads}
            unread={unread}
            count={tag?.threadCount ?? null}
          />
          {sources.length > 0 && <SourcesAbout name={chain.shortName} sources={sources} />}
          {upgrades.length > 0 && <UpgradesTable upgrades={upgrades} />}
        </div>
      </div>
    </article>
  );
}
