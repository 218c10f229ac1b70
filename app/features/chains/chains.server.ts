export { loadRegistry } from "./load-registry.server";
