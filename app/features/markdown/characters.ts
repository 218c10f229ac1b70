// Removes characters that change the direction of the following text, and controls that XML feeds can't contain. The
// marks U+200E and U+200F stay: authors of right-to-left text need them, and they affect only themselves.
const misleading = /[\u202a-\u202e\u2066-\u2069]/g;
const controls = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;
const loneSurrogates = /\p{Surrogate}/gu;

export function cleanSource(source: string) {
  return source
    .replace(/^\ufeff/, "")
    .replace(misleading, "")
    .replace(controls, "")
    .replace(loneSurrogates, "\ufffd");
}

/** Removes character references such as `&#x202E;`, which would restore what `cleanSource` removed. */
export function cleanOutput(text: string) {
  return text.replace(misleading, "").replace(controls, "").replaceAll("\r", "").replaceAll("\0", "\ufffd");
}
