/** The chains of which the archive has days: a fact of the files it ships. */
const withTransactions = new Set(
  (
    "ethereum base arbitrum op-mainnet polygon-zkevm zksync-era starknet linea scroll immutable-x taiko unichain world-chain " +
    "ink soneium mode zora"
  ).split(" "),
);

/** Whether the archive has counted days of this chain. */
export const hasRecordedTransactions = (slug: string) => withTransactions.has(slug);
