import { readFile } from "node:fs/promises";
import path from "node:path";
import { glob } from "tinyglobby";
import { generatedClient } from "./write-application.ts";

/**
 * The files that an analysis of the session wrapper cannot do without: those that name it, and the repository's files
 * that they reach through imports of values. Neither packages nor the generated Prisma client.
 *
 * @returns Absolute paths, sorted.
 */
export async function filesThatMatter(root: string, wrapper: string): Promise<readonly string[]> {
  const texts = await readSources(root);
  const reached = new Set<string>();
  const waiting = [...texts].filter(([, text]) => text.includes(wrapper)).map(([file]) => file);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    waiting.push(...importsOf(file, texts.get(file) ?? "").flatMap((target) => existing(target, texts)));
  }
  return [...reached].sort().map((file) => path.join(root, file));
}

async function readSources(root: string): Promise<ReadonlyMap<string, string>> {
  const files = await glob(["src/**/*.{ts,tsx}"], {
    cwd: root,
    ignore: [`${generatedClient}/**`],
    followSymbolicLinks: false,
  });
  const read = async (file: string): Promise<[string, string]> => [file, await readFile(path.join(root, file), "utf8")];
  return new Map(await Promise.all(files.map(read)));
}

/** Import targets as repository paths without extension; specifiers of packages are left out. */
function importsOf(file: string, text: string): readonly string[] {
  const matches = text.matchAll(/^(?:import|export)\s+(?!type\b)[^;"']*?\bfrom\s+"([^"]+)"/gm);
  return [...matches].flatMap(([, specifier = ""]) => {
    if (specifier.startsWith("@/")) return [`src/${specifier.slice(2)}`];
    return specifier.startsWith(".") ? [path.posix.join(path.posix.dirname(file), specifier)] : [];
  });
}

function existing(target: string, texts: ReadonlyMap<string, string>): readonly string[] {
  const candidates = [`${target}.ts`, `${target}.tsx`, `${target}/index.ts`];
  return candidates.filter((candidate) => texts.has(candidate)).slice(0, 1);
}
