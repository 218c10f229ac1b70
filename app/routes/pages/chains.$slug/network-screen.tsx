import type { SerializeFrom } from "@remix-run/node";
import { Fragment } from "react";
import { inSentence, isTechnical, layerNames } from "~/features/chains/chains";
import { FactsTable } from "~/features/chains/components/facts-table";
import { ChainPanel } from "~/features/series/components/chain-panel";
import { FeedLink } from "~/features/feeds/components/feed-link";
import { paths } from "~/paths";
import type { loadNetworkScreen } from "./network-screens.server";
import { ChainDescription } from "./chain-description";
import { ThreadsAbout } from "./threads-about";
import { UpgradesTable } from "./upgrades-table";

type Screen = SerializeFrom<Awaited<ReturnType<typeof loadNetworkScreen>>>;

/** One network: what is known of it, with dates and sources, and what is written about it. */
export function NetworkScreen({ screen }: { screen: Screen }) {
  const { network, lead, tag, html, fields, unknown, upgrades, threads, measured, nodeCount, mayCorrect } = screen;
  const technical = fields.filter(({ key }) => isTechnical(key));
  const differing = fields.filter((field) => field.differing.length > 0);
  return (
    <article className="network-page">
      <header className="network-head">
        <nav aria-label="Where this is">
          <a href={paths.networks()}>Chains</a> · {layerNames[network.layer].one}
          {network.groups
            .filter(({ slug }) => slug !== "l2")
            .map((group) => (
              <Fragment key={group.slug}>
                {" · "}
                <a href={paths.network(group)}>{group.name}</a>
              </Fragment>
            ))}
        </nav>
        <h1>{network.shortName}</h1>
        {tag ? (
          <ChainDescription tag={tag} html={html} fallback={lead} />
        ) : (
          lead && <p className="network-lead">{lead}</p>
        )}
      </header>

      {measured && <ChainPanel shown={measured} />}
      {nodeCount !== null && nodeCount < 2 && <p className="facts-unknown">{nodeCount === 0 ? "no node" : "1 node"}</p>}
      <div className="network-columns">
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
            <a href={paths.networkHistory(network)}>History</a>
          </div>
          <FactsTable
            network={network}
            fields={fields.filter(({ key }) => !isTechnical(key))}
            caption={`What ${network.shortName} is`}
            mayCorrect={mayCorrect}
          />
          {unknown.length > 0 && (
            <p className="facts-unknown">
              Not in the registry:{" "}
              {unknown.map((field, index) => (
                <Fragment key={field.key}>
                  {index > 0 && ", "}
                  {mayCorrect ? (
                    <a href={paths.correctFact(network, field.key)}>{inSentence(field)}</a>
                  ) : (
                    inSentence(field)
                  )}
                </Fragment>
              ))}
              .
            </p>
          )}
        </section>

        <div className="network-side">
          <ThreadsAbout slug={network.slug} name={network.shortName} threads={threads} />
          {tag && <FeedLink list={paths.tag(tag)} label={`RSS feed of threads about ${network.shortName}`} />}
          {upgrades.length > 0 && <UpgradesTable upgrades={upgrades} />}
          <section aria-labelledby="groups">
            <div className="section-head">
              <h2 id="groups">Groups</h2>
            </div>
            {network.groups.length === 0 ? (
              <p className="none-yet section-empty">{network.shortName} belongs to no group of the registry.</p>
            ) : (
              <ul className="about-threads">
                {network.groups.map((group) => (
                  <li key={group.slug}>
                    <a href={paths.network(group)}>{group.name}</a>
                  </li>
                ))}
              </ul>
            )}
          </section>
          {technical.length > 0 && (
            <section aria-labelledby="identifiers">
              <div className="section-head">
                <h2 id="identifiers">Identifiers and nodes</h2>
              </div>
              <FactsTable
                network={network}
                fields={technical}
                caption={`How ${network.shortName} is found elsewhere`}
                mayCorrect={mayCorrect}
              />
              {mayCorrect && (
                <p className="facts-unknown">
                  <a href={paths.chooseNodes(network)}>Addresses of its nodes</a> ·{" "}
                  <a href={paths.chooseColours(network)}>Colours in charts</a>
                </p>
              )}
            </section>
          )}
        </div>
      </div>
    </article>
  );
}
