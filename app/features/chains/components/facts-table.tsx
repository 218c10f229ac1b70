import { paths } from "~/paths";
import type { Fact, KnownField } from "../fact";
import { addressesIn, type FieldKey, inSentence, isWebAddress, writeDate } from "../fact-field";
import { DiffersGlyph } from "./differs-glyph";

type Props = {
  chain: { slug: string; shortName: string };
  fields: KnownField[];
  caption: string;
  mayCorrect: boolean;
};

/** The facts of a chain, each with its date and source; where sources differ, their values stand side by side. */
export function FactsTable({ chain, fields, caption, mayCorrect }: Props) {
  return (
    <table className="facts">
      <caption className="visually-hidden">{caption}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Fact</th>
          <th scope="col">Value, source and date</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field.key} id={field.key}>
            <th scope="row">
              {field.label}
              {mayCorrect && (
                <a
                  className="fact-correct"
                  href={paths.correctFact(chain, field.key)}
                  aria-label={`Correct: ${inSentence(field)}`}
                >
                  Correct
                </a>
              )}
            </th>
            <td>
              {field.differing.length > 0 && (
                <p className="fact-differ-word">
                  <DiffersGlyph /> Sources differ
                </p>
              )}
              <div className={field.differing.length > 0 ? "fact-sides" : "fact-one"}>
                {[field.present, ...field.differing].map((fact) => (
                  <Said key={fact.id} fact={fact} />
                ))}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Said({ fact }: { fact: Fact }) {
  return (
    <div className="fact-said">
      <div>
        <p className="fact-value">
          <FactValue field={fact.field} value={fact.value} />
        </p>
        {fact.note && <p className="fact-note">{fact.note}</p>}
        <p className="fact-source">
          <a href={fact.sourceUrl} rel="nofollow ugc noopener">
            {fact.sourceName}
          </a>
        </p>
      </div>
      <p className="fact-date">
        {fact.since && <span>since {writeDate(fact.since)}</span>} <span>as of {writeDate(fact.asOf)}</span>
      </p>
    </div>
  );
}

/** A value as its field is written: dates as dates, addresses as links. */
export function FactValue({ field, value }: { field: FieldKey; value: string }) {
  if (field === "launched") return <>{writeDate(value)}</>;
  if (field !== "node" && field !== "explorers") return <>{value}</>;
  return (
    <>
      {addressesIn(value).map((address) => (
        <span key={address} className="fact-address">
          {field === "explorers" && isWebAddress(address) ? (
            <a href={address} rel="nofollow ugc noopener">
              {address.replace(/^https?:\/\//, "")}
            </a>
          ) : (
            <code>{address}</code>
          )}
        </span>
      ))}
    </>
  );
}
