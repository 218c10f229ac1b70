/** What the server answers; without a connection a refusal with these words. */
export async function refusedOffline<Answer>(send: () => Promise<Answer>, words: string) {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { refusal: words };
  }
}
