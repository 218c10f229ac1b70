/** A page whose bytes are there already: as a stream they would be copied three times on the way to the connection. */
export class WholePage extends Response {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer, init: ResponseInit) {
    super(null, init);
    this.#bytes = bytes;
  }

  /** The same bytes for each caller, who must not change them. */
  get content() {
    return this.#bytes;
  }

  override text() {
    return Promise.resolve(this.#bytes.toString());
  }
}

/** All bytes of an answer. */
export const bytesOf = async (answered: Response): Promise<Buffer> =>
  answered instanceof WholePage ? answered.content : Buffer.from(await answered.arrayBuffer());
