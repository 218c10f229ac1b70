/** A wallet that is a contract: it accepts the signatures of one owner (ERC-1271). Deployed, or with a known address before it is. */
import {
  type Address,
  concat,
  getCreate2Address,
  type Hex,
  numberToHex,
  type PrivateKeyAccount,
  serializeErc6492Signature,
  size,
} from "viem";
import type { TestChain } from "./anvil";

// Anvil has this factory at its usual address: the first 32 bytes are the salt, the rest is the code.
const factory: Address = "0x4e59b44847b379578588920cA78FbF26c0B4956C";
const sender: Address = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

/**
 * Hash, v, r and s are copied from the call's data to where `ecrecover` reads them; if it answers with the owner, the call is
 * answered with ERC-1271's value, else with zero.
 */
const runtimeOf = (owner: Address): Hex =>
  concat([
    "0x60206004600037", // mem[0..32] = hash
    "0x60406064604037", // mem[64..128] = r, s
    "0x60a43560f81c602052", // mem[32..64] = v
    "0x602060806080600060015afa50", // mem[128..160] = ecrecover(mem[0..128])
    "0x60805173",
    owner,
    "0x14631626ba7e60e01b02600052", // mem[0..32] = is the owner ? 0x1626ba7e : 0
    "0x60206000f3",
  ]);

function codeOf(owner: Address): Hex {
  const runtime = runtimeOf(owner);
  return concat(["0x60", numberToHex(size(runtime), { size: 1 }), "0x80600b6000396000f3", runtime]);
}

type Factory = { address: Address; data: Hex };

/** One wallet of this owner that stands on the chain, and the address of another that doesn't yet. */
export async function deploy({ client }: TestChain, owner: Address) {
  const code = codeOf(owner);
  const [salt, later] = [numberToHex(1, { size: 32 }), numberToHex(2, { size: 32 })];
  const params = [{ from: sender, to: factory, data: concat([salt, code]) }] as const;
  await client.request({ method: "eth_sendTransaction", params: [...params] } as Parameters<typeof client.request>[0]);
  await client.mine({ blocks: 1 });
  const at = (saltOf: Hex) => getCreate2Address({ from: factory, salt: saltOf, bytecode: code });
  return { wallet: at(salt), predicted: at(later), factory: { address: factory, data: concat([later, code]) } };
}

/** A signature of a wallet that is not deployed, with what deploys it (ERC-6492). */
export const sign = async (owner: PrivateKeyAccount, message: string, { address, data }: Factory) =>
  serializeErc6492Signature({ address, data, signature: await owner.signMessage({ message }) });
