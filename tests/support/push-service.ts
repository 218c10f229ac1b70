/** A push service on this machine, and browsers that read what came: RFC 8291 by hand, so that our sender is checked by other code. */
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import type { ServerResponse } from "node:http";
import { env } from "~/platform/env.server";
import { type Asked, localServer } from "./local-http";

type Answer = { status: number; headers?: Record<string, string> };

/** A service that is named in `PUSH_HOSTS` and answers by the last part of the endpoint. */
export async function pushService(answer: (browser: string, asked: Asked) => Answer | "drop" | Promise<Answer>) {
  const server = await localServer(async (asked: Asked, response: ServerResponse) => {
    const answered = await answer(asked.path.slice(1), asked);
    if (answered === "drop") return void response.destroy();
    response.writeHead(answered.status, answered.headers).end();
  });
  Object.assign(env(), { MAIL_FROM: "Forum <push@forum.example>", pushHosts: [new URL(server.url).host] });
  return {
    ...server,
    /** What reached a browser, decrypted. */
    to: (browser: ReturnType<typeof aBrowser>) =>
      server.asked.filter(({ path }) => path === `/${browser.name}`).map(({ bytes }) => browser.decrypt(bytes)),
    browser: (name: string) => aBrowser(server.url, name),
  };
}

/** A browser's subscription. */
function aBrowser(url: string, name: string) {
  const ecdh = createECDH("prime256v1");
  const p256dh = ecdh.generateKeys("base64url");
  const auth = randomBytes(16);
  const derive = (secret: Buffer, salt: Buffer, info: Buffer, length: number) =>
    Buffer.from(hkdfSync("sha256", secret, salt, info, length));
  return {
    name,
    subscription: { endpoint: `${url}/${name}`, p256dh, auth: auth.toString("base64url") },
    decrypt(bytes: Buffer) {
      const [salt, keyLength] = [bytes.subarray(0, 16), bytes[20]!];
      const sender = bytes.subarray(21, 21 + keyLength);
      const info = Buffer.concat([Buffer.from("WebPush: info\0"), ecdh.getPublicKey(), sender]);
      const secret = derive(ecdh.computeSecret(sender), auth, info, 32);
      const key = derive(secret, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
      const nonce = derive(secret, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
      const decipher = createDecipheriv("aes-128-gcm", key, nonce);
      decipher.setAuthTag(bytes.subarray(-16));
      const plain = Buffer.concat([decipher.update(bytes.subarray(21 + keyLength, -16)), decipher.final()]);
      return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString()) as Record<string, unknown>;
    },
  };
}

/** Who signed a message and for which service, after checking the signature by the key that is named beside it. */
export function signerOf(authorization: string) {
  const [, token = "", key = ""] = /^vapid t=(\S+), ?k=(\S+)$/.exec(authorization) ?? [];
  const point = Buffer.from(key, "base64url");
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33).toString("base64url"),
  };
  const [header = "", claims = "", signature = ""] = token.split(".");
  const isGood = verify(
    "sha256",
    Buffer.from(`${header}.${claims}`),
    { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  return { isGood, key, ...(JSON.parse(Buffer.from(claims, "base64url").toString()) as { aud: string; sub: string }) };
}
