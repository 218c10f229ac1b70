/** How often an address may be asked. */

/** Calls a minute that L2BEAT asks of public nodes at most, by host: what it found they bear. */
const paceOfHost: Record<string, number> = {
  "arb1.arbitrum.io": 300,
  "mainnet.optimism.io": 1_500,
  "mainnet.era.zksync.io": 300,
  "starknet-rpc.publicnode.com": 120,
  "rpc.scroll.io": 120,
  "rpc.immutable.com": 500,
  "rpc.mantle.xyz": 300,
  "rpc.mainnet.taiko.xyz": 500,
  "mainnet.unichain.org": 1_500,
  "worldchain-mainnet.g.alchemy.com": 300,
  "rpc-gel.inkonchain.com": 1_500,
  "rpc.soneium.org": 1_500,
  "andromeda.metis.io": 1_500,
  "mainnet.mode.network": 1_500,
  "rpc.zora.energy": 300,
};
const usual = 300;

/** Calls a minute for an address: what stands behind its `#`, or what its host is known to bear; null, for as often as one likes, on this machine. */
export function callsPerMinute(url: string): number | null {
  const { hostname, host, hash } = new URL(url);
  const own = /^#(\d{1,6})$/.exec(hash)?.[1];
  if (own && Number(own) > 0) return Number(own);
  if (["localhost", "127.0.0.1", "[::1]"].includes(hostname)) return null;
  return paceOfHost[host] ?? usual;
}
