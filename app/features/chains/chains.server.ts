export { isRegistered } from "./is-registered.server";
export { loadRegistry } from "./load-registry.server";
