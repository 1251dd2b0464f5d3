import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A deliberately wrong rewrite of a legacy handler. */
export interface Mistake {
  /** The directory of the legacy handler: `note`. */
  readonly handler: string;
  /** What is wrong, in a few words: `write-lost`. */
  readonly name: string;
  /** The wrong rewrite. */
  readonly text: string;
}

const MISTAKES = join(import.meta.dirname, "../../../fixtures/mistakes");

/** Every file beside a `legacy.ts`. */
export const mistakes: readonly Mistake[] = readdirSync(MISTAKES).flatMap((handler) =>
  readdirSync(join(MISTAKES, handler))
    .filter((file) => file !== "legacy.ts")
    .map((file) => ({ handler, name: file.replace(/\.ts$/, ""), text: textOf(handler, file) })),
);

/** The legacy handlers, by their directory. */
export const legacyHandlers: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(MISTAKES).map((handler) => [handler, textOf(handler, "legacy.ts")]),
);

function textOf(handler: string, file: string): string {
  return readFileSync(join(MISTAKES, handler, file), "utf8");
}
