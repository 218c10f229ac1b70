export { countGroupMembers } from "./count-members.server";
export { loadRegistry } from "./load-registry.server";
