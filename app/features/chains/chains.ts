export type { Network, NetworkGroup, Registry } from "./chain";
