import { writeDate } from "~/features/chains/chains";
import { formatMinute } from "~/ui/time";
import { inThousands } from "~/ui/count";

type Upgrade = {
  slug: string;
  name: string;
  what: string;
  activatedAt: string | null;
  block: number | null;
  blobTarget: number | null;
  blobMax: number | null;
  asOf: string;
  sourceName: string;
  sourceUrl: string;
};

/** The calendar of a chain's changes of rules. */
export function UpgradesTable({ upgrades }: { upgrades: Upgrade[] }) {
  return (
    <section aria-labelledby="upgrades">
      <div className="section-head">
        <h2 id="upgrades">Upgrades</h2>
      </div>
      <table className="upgrades">
        <caption className="visually-hidden">Upgrades, the newest first</caption>
        <thead>
          <tr>
            <th scope="col">Upgrade</th>
            <th scope="col">Blobs: target, most</th>
            <th scope="col">Active</th>
          </tr>
        </thead>
        <tbody>
          {upgrades.map((upgrade) => (
            <tr key={upgrade.slug} id={upgrade.slug}>
              <th scope="row">
                {upgrade.name}
                <p className="fact-note">{upgrade.what}</p>
                <p className="fact-source">
                  <a href={upgrade.sourceUrl} rel="nofollow ugc noopener">
                    {upgrade.sourceName}
                  </a>
                  , as of {writeDate(upgrade.asOf)}
                </p>
              </th>
              <td>{upgrade.blobTarget === null ? "–" : `${upgrade.blobTarget}, ${upgrade.blobMax}`}</td>
              <td>
                {upgrade.activatedAt === null ? (
                  "planned"
                ) : (
                  <time dateTime={upgrade.activatedAt} title={formatMinute(upgrade.activatedAt)}>
                    {writeDate(upgrade.activatedAt.slice(0, 10))}
                  </time>
                )}
                {upgrade.block !== null && <p className="fact-note">block {inThousands(upgrade.block)}</p>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
