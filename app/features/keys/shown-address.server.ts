/** An address with the checksum of ERC-55. viem is loaded by the first wallet: it takes 28 MB, and most members have none. */
export async function shownAddress(address: string): Promise<string> {
  const { getAddress } = await import("viem");
  return getAddress(address);
}
