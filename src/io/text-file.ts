import { createHash } from "node:crypto";
import type { TextFile } from "./workspace.ts";

const byteOrderMark = "\uFEFF";

/**
 * A file's text without its byte order mark. The hash is computed when somebody asks for it: most files of a repository
 * are only searched for a name. `hashOfBytes` is needed only for a file whose bytes its text does not give back.
 */
export function textFile(raw: string, hashOfBytes?: string): TextFile {
  const hasByteOrderMark = raw.startsWith(byteOrderMark);
  const text = hasByteOrderMark ? raw.slice(1) : raw;
  let hash = hashOfBytes;
  return {
    text,
    hasByteOrderMark,
    get hash(): string {
      hash ??= hashOf(hasByteOrderMark ? byteOrderMark + text : text);
      return hash;
    },
  };
}

/** The text as it stands on disk, the byte order mark included. */
export function rawText(file: Pick<TextFile, "text" | "hasByteOrderMark">): string {
  return file.hasByteOrderMark ? byteOrderMark + file.text : file.text;
}

/** SHA-256, hex; of the UTF-8 bytes if it is given a string. */
export function hashOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
