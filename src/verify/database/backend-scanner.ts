/**
 * Walks over what the server sends, from one message's header to the next, and tells the type of each message but
 * result rows (`D`) and copied data (`d`). Bodies are not read, except for the status byte of ReadyForQuery and the number
 * of the server's process in BackendKeyData.
 */
export class BackendScanner {
  /** Bytes of the current message's body that have not come yet. */
  #left = 0;
  #isStatus = false;
  readonly #header: Buffer = Buffer.alloc(5);
  #headerSize = 0;
  readonly #onMessage: (type: string, status: string) => void;
  /** Bytes of the process's number that have come, once its message has begun. */
  #process: number[] | null = null;

  constructor(onMessage: (type: string, status: string) => void) {
    this.#onMessage = onMessage;
  }

  /** The server's process; null until it has said so. */
  get process(): number | null {
    return this.#process?.length === 4 ? Buffer.from(this.#process).readInt32BE() : null;
  }

  scan(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left > 0) {
        at = this.#skipBody(chunk, at);
      } else {
        at = this.#readHeader(chunk, at);
      }
    }
  }

  #skipBody(chunk: Buffer, at: number): number {
    const size = Math.min(this.#left, chunk.length - at);
    this.#left -= size;
    if (this.#process !== null && this.#process.length < 4) {
      this.#process.push(...chunk.subarray(at, at + Math.min(size, 4 - this.#process.length)));
    }
    if (this.#isStatus) {
      this.#isStatus = false;
      this.#onMessage("Z", String.fromCharCode(chunk[at] ?? 0));
    }
    return at + size;
  }

  #readHeader(chunk: Buffer, at: number): number {
    if (this.#headerSize === 0 && chunk.length - at >= 5) {
      this.#enter(chunk[at] ?? 0, chunk.readUInt32BE(at + 1));
      return at + 5;
    }
    this.#header[this.#headerSize] = chunk[at] ?? 0;
    this.#headerSize++;
    if (this.#headerSize === 5) {
      this.#headerSize = 0;
      this.#enter(this.#header[0] ?? 0, this.#header.readUInt32BE(1));
    }
    return at + 1;
  }

  #enter(type: number, length: number): void {
    this.#left = Math.max(length - 4, 0);
    if (type === KEY_DATA) this.#process = [];
    if (type === READY) this.#isStatus = true;
    else if (type !== DATA_ROW && type !== COPY_DATA) this.#onMessage(String.fromCharCode(type), "");
  }
}

const READY = 0x5a;
const KEY_DATA = 0x4b;
const DATA_ROW = 0x44;
const COPY_DATA = 0x64;
