import { ts } from "ts-morph";
import type { RepositoryPath } from "../../model/text.ts";
import type { Workspace } from "../../io/workspace.ts";

/** A tsconfig that is there and cannot be used: the message names the file and what is wrong with it. */
export class TsconfigError extends Error {
  readonly file: RepositoryPath;
  constructor(file: RepositoryPath, message: string) {
    super(message);
    this.name = "TsconfigError";
    this.file = file;
  }
}

/**
 * The options of a directory's tsconfig.json (or jsconfig.json) that concern resolution, `extends` followed; null if
 * the directory has none. An `extends` that leads to a package is left out: packages carry no path mappings.
 * @throws TsconfigError if the file cannot be parsed or extends a file that does not exist.
 */
export function readTsconfig(workspace: Workspace, directory: RepositoryPath): ts.CompilerOptions | null {
  const prefix = directory === "" ? "" : `${directory}/`;
  const file = [`${prefix}tsconfig.json`, `${prefix}jsconfig.json`].find((path) => workspace.isFile(path));
  if (file === undefined) return null;
  const read = ts.readConfigFile(`/${file}`, (path) => workspace.read(path.slice(1))?.text);
  if (read.error) throw new TsconfigError(file, ts.flattenDiagnosticMessageText(read.error.messageText, " "));
  const config: unknown = read.config;
  const parsed = ts.parseJsonConfigFileContent(withoutPackageExtends(config), configHost(workspace), `/${directory}`, {}, `/${file}`);
  const problem = parsed.errors.find((error) => missingExtends.has(error.code));
  if (problem) throw new TsconfigError(file, ts.flattenDiagnosticMessageText(problem.messageText, " "));
  return parsed.options;
}

/** TS5083 "Cannot read file", TS6053 "File not found", TS18000 "Circularity detected". */
const missingExtends = new Set([5083, 6053, 18000]);

function withoutPackageExtends(config: unknown): object {
  if (typeof config !== "object" || config === null) return {};
  if (!("extends" in config)) return config;
  const wanted = [config.extends].flat().filter((entry) => typeof entry === "string" && entry.startsWith("."));
  return { ...config, extends: wanted };
}

/** Lists no files: only the options are wanted. */
function configHost(workspace: Workspace): ts.ParseConfigHost {
  return {
    useCaseSensitiveFileNames: true,
    readDirectory: () => [],
    fileExists: (path) => workspace.isFile(path.slice(1)),
    readFile: (path) => workspace.read(path.slice(1))?.text,
  };
}
