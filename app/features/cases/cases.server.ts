export { closeCase, openCase, settleCases } from "./open-case.server";
export { type Claimed, claimCase, type Lease, takeLease } from "./leases.server";
export {
  type CaseRow,
  countCases,
  countOpen,
  findBeside,
  findCase,
  listCases,
  listDecisions,
  listOwnCases,
  listWaiting,
  noteReminded,
} from "./list-cases.server";
export { moveCases } from "./move-cases.server";
