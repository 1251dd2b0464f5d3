import crypto, { createHash } from "node:crypto";
import { isBookkeeping } from "./request-scope.ts";

const drawn = new Map<string, number>();

/**
 * Replaces all sources of random values by ones that give the same values in the same order after each restart. Each
 * source (and size) counts for itself, so that one call more of one kind does not change what the others give. Values
 * that Prisma draws for itself (transaction ids) come from a sequence of their own.
 *
 * @returns what restarts all sequences
 */
export function fixRandom(): () => void {
  Math.random = () => nextBytes("Math.random", 6).readUIntBE(0, 6) / 2 ** 48;
  replace(globalThis.crypto, {
    randomUUID: () => nextUuid("crypto.randomUUID"),
    getRandomValues: <T extends ArrayBufferView>(array: T) => fill("crypto.getRandomValues", array),
  });
  // `getRandomValues` of this module reads the one that has just been replaced.
  replace(crypto, {
    randomUUID: () => nextUuid("randomUUID"),
    randomBytes: (size: number, callback?: Callback<Buffer>) => answer(nextBytes("randomBytes", size), callback),
    randomInt: (...given: unknown[]) => {
      const [low, high] = boundsOf(given);
      const value = low + (nextBytes("randomInt", 6).readUIntBE(0, 6) % (high - low));
      return answer(
        value,
        given.find((one): one is Callback<number> => typeof one === "function"),
      );
    },
    randomFillSync: <T extends ArrayBufferView>(array: T) => fill("randomFill", array),
    randomFill: <T extends ArrayBufferView>(array: T, ...given: unknown[]) =>
      answer(
        fill("randomFill", array),
        given.find((one): one is Callback<T> => typeof one === "function"),
      ),
  });
  return () => drawn.clear();
}

type Callback<T> = (error: Error | null, value: T) => void;

/** With a callback the value comes later, as from the real function. */
function answer<T>(value: T, callback: Callback<T> | undefined): T | undefined {
  if (callback === undefined) return value;
  setImmediate(() => callback(null, value));
  return undefined;
}

function boundsOf(given: readonly unknown[]): readonly [low: number, high: number] {
  const [first = 0, second] = given.filter((one) => typeof one === "number");
  return second === undefined ? [0, first] : [first, second];
}

function replace(target: object, functions: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(functions)) {
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: true });
  }
}

/** A version 4 UUID (RFC 9562, 5.4): four bits say the version, two the variant. */
function nextUuid(source: string): string {
  const bytes = nextBytes(source, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function fill<T extends ArrayBufferView>(source: string, array: T): T {
  const bytes = nextBytes(source, array.byteLength);
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(bytes);
  return array;
}

function nextBytes(source: string, size: number): Buffer {
  const sequence = `${isBookkeeping() ? "own:" : ""}${source}:${size}`;
  const number = drawn.get(sequence) ?? 0;
  drawn.set(sequence, number + 1);
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; at += 32) {
    createHash("sha256").update(`${sequence}:${number}:${at}`).digest().copy(bytes, at);
  }
  return bytes;
}
