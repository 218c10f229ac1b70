/** Milliseconds after which somebody who stays at the top of a page has begun to read, too. */
const stay = 20_000;

/** Calls `work` once, when somebody scrolls or has stayed for twenty seconds: what a first look needs is loaded by then. */
export function whenReadOn(work: () => void) {
  const begun = new AbortController();
  const begin = () => {
    begun.abort();
    window.clearTimeout(timer);
    work();
  };
  const timer = window.setTimeout(begin, stay);
  window.addEventListener("scroll", begin, { passive: true, signal: begun.signal });
}
