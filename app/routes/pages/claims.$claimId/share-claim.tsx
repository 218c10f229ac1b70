import { claimCodes } from "~/features/embeds/embeds";
import { paths } from "~/paths";

type Props = { claim: { id: number; text: string; word: string }; origin: string };

/** A claim's badge and the codes to show it on other sites. */
export function ShareClaim({ claim, origin }: Props) {
  return (
    <section id="embed" data-share="">
      <h2>Show it elsewhere</h2>
      <div className="claim-badge" tabIndex={0} role="region" aria-label="Badge">
        {/* As the page looks; the code below shows the light one, as on most sites. */}
        <picture>
          <source media="(prefers-color-scheme: dark)" srcSet={`${paths.claimBadge(claim, "svg")}?theme=dark`} />
          <img src={paths.claimBadge(claim, "svg")} alt={`${claim.text}: ${claim.word}`} loading="lazy" />
        </picture>
      </div>
      <ul className="share-formats">
        {claimCodes(claim, origin).map(({ name, code }) => (
          <li key={name} data-share-format={name}>
            <span className="share-name">{name}</span>
            <pre tabIndex={0} aria-label={`${name}, code`}>
              {code}
            </pre>
            <button type="button" className="button" data-share-copy="">
              Copy<span className="visually-hidden"> {name}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="visually-hidden" role="status" data-share-said="" />
    </section>
  );
}
