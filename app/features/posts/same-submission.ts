/** Submissions that are being written, by who sends what. */
const inProgress = new Map<string, Promise<unknown>>();

/**
 * Lets a form that is sent several times at once wait for the first of them, without a place of its own in the line. Its
 * key in the database does the same for those that another server got.
 */
export function sameSubmission<T>(form: unknown[], write: () => Promise<T>): Promise<T> {
  const key = JSON.stringify(form);
  const known = inProgress.get(key);
  // The key holds everything that the answer depends on, so that it has the same type.
  if (known) return known as Promise<T>;
  const written = write().finally(() => inProgress.delete(key));
  inProgress.set(key, written);
  return written;
}
