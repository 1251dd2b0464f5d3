import { basename, join } from "node:path";
import { copyFiles } from "../../io/copy-files.ts";
import { gitPlace, ignoredEntries, workingFiles, type GitFiles, type GitPlace } from "../../io/git-tree.ts";
import { linkDependencies } from "../../io/link-dependencies.ts";
import { temporaryDirectory } from "../../io/temporary-directory.ts";
import { carriedFiles } from "./carried-files.ts";

/** A version of the application in a temporary directory, where it can be run and changed. */
export interface ApplicationCopy {
  /** Absolute path of the application in the copy. */
  readonly root: string;
  /** What a person should know about it, as sentences. */
  readonly notes: readonly string[];
  readonly remove: () => Promise<void>;
}

/**
 * Makes a copy of the repository that an application is in: its files, then the ignored ones that the code may need,
 * then links to the installed dependencies. The original is only read.
 *
 * @param root absolute path of the application
 * @param putFiles writes the version's files into the directory
 */
export async function applicationCopy(
  root: string,
  putFiles: (place: GitPlace, directory: string) => GitFiles,
): Promise<ApplicationCopy> {
  const place = gitPlace(root);
  const temporary = temporaryDirectory();
  try {
    const top = join(temporary.path, basename(place.top));
    const { submodules } = putFiles(place, top);
    const notes = addDependencies(place, top);
    return {
      root: join(top, place.prefix),
      notes: [...submodules.map(submoduleNote), ...notes],
      remove: temporary.remove,
    };
  } catch (error) {
    await temporary.remove();
    throw error;
  }
}

function addDependencies(place: GitPlace, to: string): readonly string[] {
  const route = { from: place.top, to };
  const { files } = workingFiles(place);
  const manifests = files.filter((file) => basename(file) === "package.json");
  const directories = new Set(["", place.prefix, ...manifests.map((file) => file.slice(0, -"/package.json".length))]);
  const packages = linkDependencies(route, [...directories]);
  const carried = carriedFiles(place, { ignored: ignoredEntries(place), packages });
  copyFiles(route, carried.files);
  return carried.left.map((entry) => `${entry} is large and ignored by git, and was not copied.`);
}

function submoduleNote(path: string): string {
  return `${path} is a repository of its own, and was not copied.`;
}
