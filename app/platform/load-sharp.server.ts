/**
 * The library that reads and writes pictures. It is loaded with the first picture, because no page needs it and loading
 * takes a tenth of a start.
 */
export async function loadSharp() {
  const { default: sharp } = await import("sharp");
  // libvips uses its own threads, one per picture: the rest of the pool is left to files and passwords.
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}
