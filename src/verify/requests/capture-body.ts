import { isUtf8 } from "node:buffer";
import type { Readable } from "node:stream";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

/** What has passed through a stream that goes elsewhere. */
export interface CapturedBody {
  /** Bytes that have passed. */
  size(): number;
  /** All of them, or null if they were more than the limit. */
  bytes(): Buffer | null;
}

/** Keeps what passes, up to a limit in bytes. Must be called before the stream flows. */
export function captureBody(stream: Readable, limit: number): CapturedBody {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks.length = 0;
  });
  return { size: () => size, bytes: () => (size > limit ? null : Buffer.concat(chunks)) };
}

/** The text, or null for bytes that are no UTF-8. */
export function utf8Of(bytes: Buffer): string | null {
  return isUtf8(bytes) ? bytes.toString("utf8") : null;
}

/** The bytes without their `content-encoding`; null if it is not known, broken, or they are more than the limit then. */
export function decoded(bytes: Buffer, encoding: string, limit: number): Buffer | null {
  const settings = { maxOutputLength: limit };
  try {
    switch (encoding) {
      case "":
      case "identity":
        return bytes;
      case "gzip":
        return gunzipSync(bytes, settings);
      case "deflate":
        return inflateSync(bytes, settings);
      case "br":
        return brotliDecompressSync(bytes, settings);
      default:
        return null;
    }
  } catch {
    return null;
  }
}
