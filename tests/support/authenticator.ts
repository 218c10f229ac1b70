/** A passkey in software, ES256: what a device would answer to the options that the site sends. */
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

type Options = { challenge: string; origin?: string; rpId?: string; userHandle?: string };

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
const sha256 = (text: string | Uint8Array) => createHash("sha256").update(text).digest();

/** A byte string with its CBOR head. */
const cborBytes = (bytes: Uint8Array) =>
  Buffer.concat([
    bytes.length < 256 ? Buffer.from([0x58, bytes.length]) : Buffer.from([0x59, bytes.length >> 8, bytes.length & 255]),
    bytes,
  ]);
const cborText = (text: string) => Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);

export class Authenticator {
  readonly id = randomBytes(24);
  readonly #keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  counter: number;
  /** Whether the device checked its owner. */
  isVerified = true;

  constructor(
    readonly origin: string,
    { counter = 0 } = {},
  ) {
    this.counter = counter;
  }

  #clientData(type: "webauthn.create" | "webauthn.get", { challenge, origin = this.origin }: Options) {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  #authenticatorData(rpId: string, attested: Uint8Array = Buffer.alloc(0)) {
    const flags = 0x01 | (this.isVerified ? 0x04 : 0) | (attested.length > 0 ? 0x40 : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter, attested]);
  }

  /** Answers to options for a new passkey. */
  create(options: Options) {
    const { x = "", y = "" } = this.#keys.publicKey.export({ format: "jwk" });
    const [xBytes, yBytes] = [x, y].map((part) => Buffer.from(part, "base64url"));
    const cose = Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
      cborBytes(xBytes!),
      Buffer.from([0x22]),
      cborBytes(yBytes!),
    ]);
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, cose]);
    const data = this.#authenticatorData(options.rpId ?? new URL(this.origin).hostname, attested);
    const attestation = Buffer.concat([
      Buffer.from([0xa3]),
      cborText("fmt"),
      cborText("none"),
      cborText("attStmt"),
      Buffer.from([0xa0]),
      cborText("authData"),
      cborBytes(data),
    ]);
    return {
      id: b64(this.id),
      rawId: b64(this.id),
      type: "public-key",
      clientExtensionResults: {},
      response: {
        clientDataJSON: b64(this.#clientData("webauthn.create", options)),
        attestationObject: b64(attestation),
        transports: ["internal", "hybrid"],
      },
    };
  }

  /** Answers to options for signing in. */
  get(options: Options) {
    const clientData = this.#clientData("webauthn.get", options);
    const data = this.#authenticatorData(options.rpId ?? new URL(this.origin).hostname);
    const signature = sign("sha256", Buffer.concat([data, sha256(clientData)]), this.#keys.privateKey);
    return {
      id: b64(this.id),
      rawId: b64(this.id),
      type: "public-key",
      clientExtensionResults: {},
      response: {
        clientDataJSON: b64(clientData),
        authenticatorData: b64(data),
        signature: b64(signature),
        ...(options.userHandle && { userHandle: options.userHandle }),
      },
    };
  }
}
