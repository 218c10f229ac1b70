/** libuv accepts one connection in each turn of the event loop: that many may come between two pages. */
const turns = 8;

let last: Promise<unknown> = Promise.resolve();

/**
 * Resolves when this caller may keep the JavaScript thread for a while: one caller in eight turns of the event loop, so that
 * requests that arrive meanwhile are read, and turned away if need be, between two pages.
 */
export function turnOfLoop(): Promise<void> {
  const turn = last.then(breathe);
  last = turn;
  return turn;
}

async function breathe() {
  for (let turn = 0; turn < turns; turn++) await new Promise((begin) => setImmediate(begin));
}
