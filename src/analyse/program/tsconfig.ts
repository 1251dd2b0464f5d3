import { ts } from "ts-morph";
import { UserError } from "../../diagnostics/user-error.ts";
import type { RepositoryPath } from "../../model/text.ts";
import type { Workspace } from "../../io/workspace.ts";

/**
 * The options of a directory's tsconfig.json (or jsconfig.json) that concern resolution, `extends` followed; null if
 * the directory has none. An `extends` that leads to a package is left out: packages carry no path mappings.
 * @throws UserError if the file cannot be parsed or extends a file that does not exist.
 */
export function readTsconfig(workspace: Workspace, directory: RepositoryPath): ts.CompilerOptions | null {
  const prefix = directory === "" ? "" : `${directory}/`;
  const file = [`${prefix}tsconfig.json`, `${prefix}jsconfig.json`].find((path) => workspace.isFile(path));
  if (file === undefined) return null;
  const read = ts.readConfigFile(`/${file}`, (path) => workspace.read(path.slice(1))?.text);
  if (read.error) throw unusable(file, read.error);
  const config: unknown = read.config;
  const parsed = ts.parseJsonConfigFileContent(
    withoutPackageExtends(config),
    configHost(workspace),
    `/${directory}`,
    {},
    `/${file}`,
  );
  const problem = parsed.errors.find((error) => missingExtends.has(error.code));
  if (problem) throw unusable(file, problem);
  return parsed.options;
}

function unusable(file: RepositoryPath, problem: ts.Diagnostic): UserError {
  const text = ts.flattenDiagnosticMessageText(problem.messageText, " ");
  // The compiler was given the repository as its whole disk: to the reader its paths are relative.
  const hint = "Imports cannot be followed without it. Mend the file, or give the root of the application with --cwd.";
  return new UserError(`${file} cannot be used: ${text.replaceAll("'/", "'")}`, hint);
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
