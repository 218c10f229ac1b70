/** A network of the registry, and named sets of networks. */
export type Network = { slug: string; name: string; shortName: string; layer: string };
export type NetworkGroup = { slug: string; name: string; members: string[] };
export type Registry = { networks: Network[]; groups: NetworkGroup[] };
