import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** What `labels.json` says about a handler. */
export interface Label {
  shapes: string[];
  classification: "none" | "read" | "write" | "unknown";
}

/** Reads the labels of a sample application, by handler id. */
export async function readLabels(root: string): Promise<Record<string, Label>> {
  return JSON.parse(await readFile(join(root, "labels.json"), "utf8")) as Record<string, Label>;
}

const SOURCE = /\.(ts|tsx|js|mts)$/;
const CALL = /\b(?:withSalesSession|withSession)\(/g;
const DECLARATION = /function withSalesSession\b/;

/**
 * Counts wrapper calls per file by looking at the text alone: a second opinion on the labels. Comments do not count,
 * nor does a file that declares a function of the wrapper's name.
 */
export async function countWrapperCalls(root: string): Promise<Record<string, number>> {
  const files = await readdir(join(root, "src"), { recursive: true });
  const counts: Record<string, number> = {};
  for (const name of files.filter((file) => SOURCE.test(file) && !file.startsWith("generated")).sort()) {
    const text = (await readFile(join(root, "src", name), "utf8")).replaceAll(/\/\/.*$/gm, "");
    const calls = DECLARATION.test(text) ? 0 : (text.match(CALL)?.length ?? 0);
    if (calls > 0) counts[`src/${name.replaceAll("\\", "/")}`] = calls;
  }
  return counts;
}
