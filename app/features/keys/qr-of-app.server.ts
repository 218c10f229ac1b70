import { encode } from "uqr";
import type { Member } from "~/features/auth/auth";
import { env } from "~/platform/env.server";
import { inGroups, otpauthAddress } from "./totp.server";

/** The key of an authenticator app as letters to type, and as a QR code: an SVG path of squares, and the width of its box. */
export async function qrOfApp({ handle }: Pick<Member, "handle">, secret: string) {
  const address = otpauthAddress({ secret, handle, site: `Counterproof ${new URL(env().publicOrigin).host}` });
  const { data, size } = encode(address, { border: 2 });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return { path, size, secret: inGroups(secret) };
}
