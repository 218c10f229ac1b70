import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { factFields, type PastFact, writeDate } from "~/features/chains/chains";
import { findChain, listPastFacts } from "~/features/chains/chains.server";
import { FactValue } from "~/features/chains/components/facts-table";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { Time } from "~/ui/time";
import { privateMeta } from "~/ui/page-meta";

const hasPast = (facts: PastFact[]) => facts.some(({ standing }) => standing === "past");

/** Everything the registry ever said of a chain, and who said it. */
export async function loader({ params }: LoaderFunctionArgs) {
  const chain = await findChain(params["slug"] ?? "");
  invariantResponse(chain, "There is no such chain.", { status: 404 });
  const facts = await listPastFacts(chain.slug);
  const fields = factFields
    .map(({ key, label }) => ({ key, label, facts: facts.filter((fact) => fact.field === key) }))
    .filter((field) => field.facts.length > 0)
    // What was changed comes first.
    .toSorted((a, b) => Number(hasPast(b.facts)) - Number(hasPast(a.facts)));
  return json({ chain, fields });
}

export default function ChainHistory() {
  const { chain, fields } = useLoaderData<typeof loader>();
  return (
    <article className="history fact-history">
      <h1>History of {chain.shortName}</h1>
      <p className="page-lead">
        Every value the <a href={paths.chain(chain)}>registry</a> had, with its source, and who entered it. Nothing is
        taken out of it.
      </p>
      {fields.map(({ key, label, facts }) => (
        <section key={key} aria-labelledby={key}>
          <h2 id={key}>{label}</h2>
          <ul className="line-list">
            {facts.map((fact) => (
              <li key={fact.id}>
                <p className={fact.standing === "past" ? "fact-value fact-past" : "fact-value"}>
                  <FactValue field={key} value={fact.value} />
                </p>
                {fact.note && <p className="fact-note">{fact.note}</p>}
                <p className="fact-source">
                  <a href={fact.sourceUrl} rel="nofollow ugc noopener">
                    {fact.sourceName}
                  </a>
                  , as of {writeDate(fact.asOf)}
                  {fact.since && `, so since ${writeDate(fact.since)}`}
                </p>
                <p className="line-note">
                  {standingWords[fact.standing]} ·{" "}
                  {fact.enteredBy ? (
                    <>
                      entered by <a href={paths.member(fact.enteredBy)}>{fact.enteredBy.name}</a>{" "}
                    </>
                  ) : (
                    "came with the registry "
                  )}
                  <Time at={fact.enteredAt} />
                  {fact.endedAt && (
                    <>
                      {" "}
                      · until <Time at={fact.endedAt} />
                    </>
                  )}
                </p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </article>
  );
}

const standingWords: Record<PastFact["standing"], string> = {
  present: "Shown",
  differs: "Shown beside it: sources differ",
  past: "No longer shown",
};

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  privateMeta(data ? `History of ${data.chain.shortName}` : "Not found");
