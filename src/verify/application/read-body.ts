import { createHash } from "node:crypto";

/**
 * A body as it is shown: JSON is parsed, other text is a string, bytes are `{ bytes, sha256 }`, no body is null. What
 * says that it is JSON and is not stays text.
 */
export function readBody(bytes: Uint8Array, contentType: string | null): unknown {
  if (bytes.length === 0) return null;
  const text = textOf(bytes);
  if (text === null) return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  return contentType !== null && /json/i.test(contentType) ? parsedOr(text) : text;
}

function textOf(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
