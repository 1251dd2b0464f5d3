import type { readdirSync } from "node:fs";
import type { RepositoryPath } from "../model/text.ts";
import { listFiles } from "./list-files.ts";
import { textFile } from "./text-file.ts";
import type { Workspace } from "./workspace.ts";

const root = "/repository";

/** A repository that exists only in memory, for tests and tools: text by path, with the same matching as on disk. */
export function memoryWorkspace(files: Readonly<Record<RepositoryPath, string>>): Workspace {
  const texts = new Map(Object.entries(files));
  const directories = directoriesOf([...texts.keys()]);
  const fileSystem = { readdirSync: directoryReader(directories) };
  return {
    list: (include, exclude) => listFiles({ root, include, exclude, fileSystem }),
    read(file) {
      const raw = texts.get(file);
      return raw === undefined ? null : textFile(raw);
    },
    isFile: (path) => texts.has(path),
    isDirectory: (path) => directories.has(path === "." ? "" : path),
  };
}

type Entries = Map<string, "file" | "directory">;

function directoriesOf(files: readonly RepositoryPath[]): ReadonlyMap<RepositoryPath, Entries> {
  const directories = new Map<RepositoryPath, Entries>([["", new Map()]]);
  for (const file of files) {
    let directory = "";
    const segments = file.split("/");
    segments.forEach((name, index) => {
      const isLast = index === segments.length - 1;
      entriesOf(directories, directory).set(name, isLast ? "file" : "directory");
      directory = directory === "" ? name : `${directory}/${name}`;
    });
  }
  return directories;
}

function entriesOf(directories: Map<RepositoryPath, Entries>, directory: RepositoryPath): Entries {
  const entries = directories.get(directory) ?? new Map<string, "file" | "directory">();
  directories.set(directory, entries);
  return entries;
}

function directoryReader(directories: ReadonlyMap<RepositoryPath, Entries>): typeof readdirSync {
  const read = (path: string): object[] => {
    const directory = path.slice(root.length + 1).replace(/\/$/, "");
    return Array.from(directories.get(directory) ?? [], ([name, kind]) => ({
      name,
      isFile: () => kind === "file",
      isDirectory: () => kind === "directory",
      isSymbolicLink: () => false,
    }));
  };
  // The walk calls one overload only, (path, { withFileTypes: true }), and reads these four members of its entries.
  return read as unknown as typeof readdirSync;
}
