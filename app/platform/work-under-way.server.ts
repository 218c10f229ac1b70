/** Work under way, by name and version of the content: those who ask for the same at once share it. */
export class WorkUnderWay<Value> {
  readonly #running = new Map<string, { version: string; value: Promise<Value> }>();

  /** What is being made of that name for that version, if it is. */
  find(name: string, version: string): Promise<Value> | undefined {
    const running = this.#running.get(name);
    return running?.version === version ? running.value : undefined;
  }

  /** The value of `work`, which others find until it is made or has failed. */
  begin(name: string, version: string, work: () => Promise<Value>): Promise<Value> {
    const value = work();
    const running = { version, value };
    this.#running.set(name, running);
    const settle = () => {
      if (this.#running.get(name) === running) this.#running.delete(name);
    };
    value.then(settle, settle);
    return value;
  }
}
