import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ResolvedConfig } from "../../../src/model/config.ts";
import type { ExpectedHandler } from "./truth-of.ts";

const root = new URL("../../../fixtures/analyse/", import.meta.url).pathname;
const base = "base";

/** One folder of fixtures/analyse: a small repository on top of `base`, and the truth about its handlers. */
export interface ShapeFixture {
  readonly files: Readonly<Record<string, string>>;
  readonly expected: Readonly<Record<string, ExpectedHandler>>;
  /** Keys of the configuration that differ from the defaults: `config.json`. */
  readonly config: Partial<ResolvedConfig>;
}

/** Names of the folders, sorted. */
export function shapeNames(): readonly string[] {
  const folders = readdirSync(root, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== base,
  );
  return folders.map(({ name }) => name).sort();
}

/** @throws if the folder has no `expected.json` */
export function readShape(name: string): ShapeFixture {
  const own = filesOf(join(root, name));
  const { "expected.json": expected, "config.json": config, ...files } = own;
  if (expected === undefined) throw new Error(`fixtures/analyse/${name} has no expected.json`);
  return {
    files: { ...baseFiles(), ...files },
    expected: JSON.parse(expected) as ShapeFixture["expected"],
    config: config === undefined ? {} : (JSON.parse(config) as Partial<ResolvedConfig>),
  };
}

/** The common application: client, tenant transaction, wrapper. */
export function baseFiles(): Readonly<Record<string, string>> {
  return filesOf(join(root, base));
}

function filesOf(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(directory.length + 1), readFileSync(path, "utf8")];
    }),
  );
}
