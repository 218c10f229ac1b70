/** Traffic on the development chain: bursts of transfers and occasional blobs, as real signed transactions. */
import { createHash, randomInt } from "node:crypto";
import { createWalletClient, type Hex, http, parseGwei, publicActions } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { log } from "~/platform/log.server";

/** anvil's well-known test mnemonic; nothing of value is behind it. */
const mnemonic = "test test test test test test test test test test test junk";
const bytesPerBlob = 131_072;

/** Commitment and proof of an all-zero blob are the point at infinity, so no trusted setup is needed. */
const infinity: Hex = `0xc0${"00".repeat(47)}`;
const emptyBlob: Hex = `0x${"00".repeat(bytesPerBlob)}`;
const versionedHash = (commitment: Hex): Hex =>
  `0x01${createHash("sha256")
    .update(Buffer.from(commitment.slice(2), "hex"))
    .digest("hex")
    .slice(2)}`;

const walletOf = (url: string, index: number) =>
  createWalletClient({
    account: mnemonicToAccount(mnemonic, { addressIndex: index }),
    chain: foundry,
    // The first blob makes anvil load its KZG setup, which takes seconds.
    transport: http(url, { retryCount: 0, timeout: 60_000 }),
  }).extend(publicActions);

/** Sends one transaction with this many blobs; returns its hash. */
export async function sendBlobs(url: string, count: number): Promise<Hex> {
  const wallet = walletOf(url, 1);
  return wallet.sendTransaction({
    type: "eip4844",
    to: wallet.account.address,
    blobs: Array.from({ length: count }, () => emptyBlob),
    sidecars: Array.from({ length: count }, () => ({ blob: emptyBlob, commitment: infinity, proof: infinity })),
    blobVersionedHashes: Array.from({ length: count }, () => versionedHash(infinity)),
    maxFeePerBlobGas: parseGwei("100"),
    gas: 21_000n,
  });
}

/** Sends this many transfers at once. */
export async function sendTransfers(url: string, count: number) {
  const wallet = walletOf(url, 0);
  const first = await wallet.getTransactionCount({ address: wallet.account.address, blockTag: "pending" });
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      wallet.sendTransaction({ to: wallet.account.address, value: 1n, gas: 21_000n, nonce: first + index }),
    ),
  );
}

/** Sends traffic until the returned function is called. */
export function beginTraffic(url: string): () => Promise<void> {
  let isOver = false;
  const run = async () => {
    for (let round = 0; !isOver; round++) {
      try {
        // Alternates quiet and busy minutes, so that charts vary.
        const height = 6 + Math.round(5 * Math.sin(round / 20));
        await sendTransfers(url, height + randomInt(4));
        if (round % 3 === 0) await sendBlobs(url, 1 + randomInt(6));
      } catch (error) {
        if (!isOver)
          log().warn(
            { err: error instanceof Error ? error.message.slice(0, 200) : error },
            "traffic of the development chain failed",
          );
      }
      await new Promise((done) => setTimeout(done, 1_000));
    }
  };
  const running = run();
  return async () => {
    isOver = true;
    await running;
  };
}
