// Characters that turn the reading direction of what follows, and controls that XML feeds may not hold. The marks
// U+200E and U+200F stay: right-to-left writers need them and they reach no further than themselves.
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

/** Character references such as `&#x202E;` bring back what `cleanSource` took out. */
export function cleanOutput(text: string) {
  return text.replace(misleading, "").replace(controls, "").replaceAll("\r", "").replaceAll("\0", "\ufffd");
}
