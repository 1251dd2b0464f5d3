/**
 * One message of the Postgres wire protocol, version 3 (manual, chapter "Frontend/Backend Protocol"), as the client
 * sends it: a type byte, the length, the body. The first message of a connection has no type; here it is `startup`.
 */
export interface WireFrame {
  readonly type: string;
  /** The whole message, ready to be sent on. */
  readonly bytes: Buffer;
}

/** Cuts the bytes that a client sends into messages; bytes may come in pieces of any size. */
export class FrameSplitter {
  #pieces: Buffer[] = [];
  #size = 0;
  #needed = 4;
  #isStartup = true;
  readonly #onFrame: (frame: WireFrame) => void;

  constructor(onFrame: (frame: WireFrame) => void) {
    this.#onFrame = onFrame;
  }

  /** True while a part of a message waits for the rest. */
  get isPartial(): boolean {
    return this.#size > 0;
  }

  push(chunk: Buffer): void {
    this.#pieces.push(chunk);
    this.#size += chunk.length;
    if (this.#size < this.#needed) return;
    const bytes = this.#pieces.length === 1 ? chunk : Buffer.concat(this.#pieces, this.#size);
    const rest = this.#cut(bytes);
    this.#pieces = rest.length === 0 ? [] : [rest];
    this.#size = rest.length;
  }

  /** The next message has a type: the start-up message has been seen. */
  expectTyped(): void {
    this.#isStartup = false;
  }

  #cut(bytes: Buffer): Buffer {
    let start = 0;
    for (;;) {
      const header = this.#isStartup ? 0 : 1;
      this.#needed = header + 4;
      if (bytes.length - start < this.#needed) break;
      this.#needed = header + bytes.readUInt32BE(start + header);
      if (bytes.length - start < this.#needed) break;
      const end = start + Math.max(this.#needed, header + 4);
      const type = this.#isStartup ? "startup" : String.fromCharCode(bytes[start] ?? 0);
      this.#onFrame({ type, bytes: bytes.subarray(start, end) });
      start = end;
    }
    return bytes.subarray(start);
  }
}

/** The null-terminated strings at the start of a message's body. */
export function readStrings(frame: WireFrame, count: number, from = 5): readonly string[] {
  const strings: string[] = [];
  let start = from;
  for (let n = 0; n < count; n++) {
    const end = frame.bytes.indexOf(0, start);
    strings.push(frame.bytes.toString("utf8", start, end === -1 ? frame.bytes.length : end));
    start = end + 1;
  }
  return strings;
}

/** A message of the given type; the body is without the length. */
export function encodeFrame(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, "latin1");
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
