/** ENS's universal resolver on a chain of our own: it answers calls with what was entered before. */
import {
  type Address,
  concat,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  hexToBigInt,
  keccak256,
  namehash,
  numberToHex,
  pad,
  parseAbi,
  size,
  slice,
  zeroAddress,
} from "viem";
import { packetToBytes } from "viem/ens";
import { toHex } from "viem/utils";
import type { TestChain } from "./anvil";

const resolver: Address = "0xeEeEEEeE14D718C2B47D9923Deab1335E144EeEe";
const words = 12;
const gateways = ["x-batch-gateway:true"];
const abi = parseAbi([
  "function reverseWithGateways(bytes reverseName, uint256 coinType, string[] gateways) view returns (string, address, address)",
  "function resolveWithGateways(bytes name, bytes data, string[] gateways) view returns (bytes, address)",
  "function addr(bytes32 name) view returns (address)",
]);

/** Hashes the call's data, and answers with the words that stand in the storage from that hash on. */
const code = concat([
  "0x3660006000373660002080", // mem[0..] = data; hash = keccak256(data)
  ...Array.from({ length: words }, (_, at) =>
    concat(["0x80", "0x61", numberToHex(at, { size: 2 }), "0x0154", "0x61", numberToHex(at * 32, { size: 2 }), "0x52"]),
  ),
  "0x61",
  numberToHex(words * 32, { size: 2 }),
  "0x6000f3",
]);

export async function ensOn({ client }: TestChain) {
  await client.setCode({ address: resolver, bytecode: code });
  async function answer(data: Hex, answered: Hex) {
    const first = hexToBigInt(keccak256(data));
    for (let at = 0; at * 32 < size(answered); at++)
      await client.setStorageAt({
        address: resolver,
        index: numberToHex(BigInt.asUintN(256, first + BigInt(at)), { size: 32 }),
        value: pad(slice(answered, at * 32, Math.min(size(answered), at * 32 + 32)), { dir: "right", size: 32 }),
      });
  }
  return {
    /** Lets an address point back to a name. */
    claim: (address: Address, name: string) =>
      answer(
        encodeFunctionData({ abi, functionName: "reverseWithGateways", args: [address, 60n, gateways] }),
        encodeAbiParameters([{ type: "string" }, { type: "address" }, { type: "address" }], [name, resolver, resolver]),
      ),
    /** Lets a name lead to an address. */
    point: (name: string, address: Address = zeroAddress) =>
      answer(
        encodeFunctionData({
          abi,
          functionName: "resolveWithGateways",
          args: [
            toHex(packetToBytes(name)),
            encodeFunctionData({ abi, functionName: "addr", args: [namehash(name)] }),
            gateways,
          ],
        }),
        encodeAbiParameters(
          [{ type: "bytes" }, { type: "address" }],
          [encodeAbiParameters([{ type: "address" }], [address]), resolver],
        ),
      ),
  };
}
