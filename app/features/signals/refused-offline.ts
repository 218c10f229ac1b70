/** What the server answers; without a connection a refusal with these words, after which nothing is loaded again. */
export async function refusedOffline<Answer>(send: () => Promise<Answer>, words: string) {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { refusal: words, notSent: true };
  }
}
