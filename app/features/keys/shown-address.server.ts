import { getAddress } from "viem";

/** An address with the checksum of ERC-55. */
export const shownAddress = (address: string): string => getAddress(address);
