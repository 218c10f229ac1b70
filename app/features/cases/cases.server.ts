export { closeCase, findOpenCase, openCase } from "./open-case.server";
export { type Claimed, claimCase, freeLease, type Lease, takeLease } from "./leases.server";
export {
  type CaseRow,
  countCases,
  findBeside,
  findCase,
  listCases,
  listDecisions,
  listWaiting,
} from "./list-cases.server";
