/** What arithmetic between the claims of a thread has found, by claim: looked up for each, and put into words once. */
import type { Agreement, Contradiction } from "./consistency";
import type { Subject } from "./judged-claim";
import { toDecimal } from "./rational";
import { agreementSays, contradictionSays } from "./says";

export class Findings {
  readonly #subjects: Map<number, Subject>;
  readonly #contradictions: Map<number, Contradiction[]>;
  readonly #agreements: Map<number, Agreement[]>;
  /** The claims of all arithmetic that does not come out. */
  readonly #contradicted: Set<number>;
  readonly #sentences = new Map<Contradiction | Agreement, string>();
  readonly #factors = new Map<Contradiction, string>();

  constructor(all: Subject[], found: { contradictions: Contradiction[]; agreements: Agreement[] }) {
    this.#subjects = new Map(all.map((subject) => [subject.row.id, subject]));
    this.#contradictions = byClaim(found.contradictions, ({ marked }) => marked);
    this.#agreements = byClaim(found.agreements, ({ claims }) => claims);
    this.#contradicted = new Set(found.contradictions.flatMap(({ claims }) => claims));
  }

  /** Those whose mark this claim carries. */
  against = (claimId: number): Contradiction[] => this.#contradictions.get(claimId) ?? [];

  /** Arithmetic with this claim that comes out. */
  fitting = (claimId: number): Agreement[] => this.#agreements.get(claimId) ?? [];

  /** No part of it is contradicted by other arithmetic: a number that some speaks against makes others consistent by no other. */
  isUndisputed = ({ claims }: Agreement): boolean => !claims.some((id) => this.#contradicted.has(id));

  /** It marks a claim of another author, too. */
  isShared = ({ marked }: Contradiction, authorId: number): boolean =>
    marked.some((id) => {
      const author = this.#subjects.get(id)?.row.authorId;
      return author !== undefined && author !== authorId;
    });

  /** In decimals, as it is stored. */
  factorOf = (found: Contradiction): string => once(this.#factors, found, () => toDecimal(found.factor, 10));

  contradictionSays = (found: Contradiction): string =>
    once(this.#sentences, found, () => contradictionSays(found, this.#dimensionOf(found), this.#textOf));

  agreementSays = (found: Agreement): string =>
    once(this.#sentences, found, () => agreementSays(found, this.#dimensionOf(found), this.#textOf));

  #textOf = (claimId: number) => this.#subjects.get(claimId)?.row.text ?? "";

  /** The last claim is the whole, which both sides are stated in. */
  #dimensionOf = ({ claims }: { claims: number[] }) => this.#subjects.get(claims.at(-1)!)?.stated?.dimension ?? "count";
}

function once<Found>(known: Map<Found, string>, found: Found, make: () => string): string {
  const text = known.get(found) ?? make();
  known.set(found, text);
  return text;
}

function byClaim<Found>(all: Found[], claimsOf: (found: Found) => number[]): Map<number, Found[]> {
  const known = new Map<number, Found[]>();
  for (const found of all)
    for (const id of new Set(claimsOf(found))) {
      const of = known.get(id);
      if (of) of.push(found);
      else known.set(id, [found]);
    }
  return known;
}
