export { isRegistered } from "./is-registered.server";
export { addNetwork } from "./add-network.server";
export { correctFact } from "./correct-fact.server";
export { findNetwork, listFacts, listPastFacts, type Network } from "./find-network.server";
export { findGroup, listGroups, listNetworks, type NetworkGroup } from "./list-networks.server";
export { listUpgrades, type Upgrade } from "./list-upgrades.server";
export { countGroupMembers, listGroupMembers } from "./count-members.server";
export { loadRegistry } from "./load-registry.server";
