/** Text, so that no build step adds a helper to it, and without a character that html escapes. */
const script = `
for (const name of [\`localStorage\`, \`sessionStorage\`]) {
  try {
    window[name].getItem(name);
  } catch {
    const kept = new Map();
    Object.defineProperty(window, name, {
      configurable: true,
      value: {
        getItem(key) { return kept.get(String(key)) ?? null; },
        setItem(key, value) { kept.set(String(key), String(value)); },
        removeItem(key) { kept.delete(String(key)); },
      },
    });
  }
}`;

/**
 * Where the browser blocks stored data, the mere mention of it throws, and the framework mentions it on each page to restore
 * the scroll position. Then a memory for as long as the page is open stands in. Comes before the framework's own scripts.
 */
export function StorageStandIn({ nonce }: { nonce: string | undefined }) {
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {script}
    </script>
  );
}
