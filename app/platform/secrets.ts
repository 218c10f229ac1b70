/** What never enters a log or an answer that repeats a form: values under a name that says they are secret. */

const anywhere = "held|token|passw(?:or)?d|passphrase|secret|signature|credential|authorization|cookie";
const hidden = "[hidden]";

const secretName = new RegExp(anywhere, "i");
// In the query of an address, short names are secret too: codes and keys of sign-in and of other people's interfaces.
const inQuery = `[\\w.-]*(?:${anywhere})[\\w.-]*|[\\w-]*key|code|state|nonce|otp|sig|(?:__Host-|__Secure-)?(?:session|browser)(?:-\\d+)?`;
/** `held=…` in a query or a cookie, also percent-encoded, as in an address that is part of another one. */
const parameter = new RegExp(
  String.raw`((?:(?<![\w%-])|%(?:25)*(?:3F|26|3B))(?:${inQuery})(?:=|%(?:25)*3D))[^&;,\s"'<>()[\]{}\\]+`,
  "gi",
);
/** `password: "…"`, as errors print the values that they were given; quotes may be escaped. */
const property = new RegExp(
  String.raw`((?:\\*["'])?[\w-]*(?:${anywhere})[\w-]*(?:\\*["'])?\s*:\s*)(\\*["'${"`"}])(?:(?!\2)(?:\\[\s\S]|[^\\]))*\2`,
  "gi",
);
/** The secret at the end of an address that was mailed, or that a feed reader keeps. */
const mailedLink =
  /((?:\/|%(?:25)*2F)(?:reset-password|verify-email|undo-email|inbox(?:\/|%(?:25)*2F)feed)(?:\/|%(?:25)*2F))[\w-]+/gi;
const header = /((?:set-)?cookie|(?:proxy-)?authorization): *[^"\\\r\n]+/gi;

/** Whether a field of this name holds a secret: "password", "held", "access_token". */
export const isSecretName = (name: string) => secretName.test(name);

/** A text with the values of secrets replaced, wherever in it they stand. */
export const hideInText = (text: string) =>
  text
    .replace(mailedLink, `$1${hidden}`)
    .replace(header, `$1: ${hidden}`)
    .replace(property, `$1$2${hidden}$2`)
    .replace(parameter, `$1${hidden}`);

/** A value for the log with the secrets in it replaced: by name in objects, by what stands before them in texts. */
export function hideSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return hideInText(value);
  if (typeof value !== "object" || value === null || value instanceof Error || value instanceof Date) return value;
  if (depth > 6) return "[deeper]";
  if (Array.isArray(value)) return value.map((item) => hideSecrets(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      isSecretName(name) && typeof inner !== "boolean" && inner !== null ? hidden : hideSecrets(inner, depth + 1),
    ]),
  );
}
