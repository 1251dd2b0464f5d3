import type { RepositoryPath } from "../model/text.ts";
import type { TextFile, Workspace } from "./workspace.ts";

/**
 * The workspace as it is when it is first asked: an analysis that looks at a file twice must see the same text twice,
 * and reads it once.
 */
export function snapshotOf(workspace: Workspace): Workspace {
  const files = new Map<RepositoryPath, TextFile | null>();
  const isFile = new Map<RepositoryPath, boolean>();
  const isDirectory = new Map<RepositoryPath, boolean>();
  return {
    list(include, exclude) {
      const listed = workspace.list(include, exclude);
      for (const file of listed) isFile.set(file, true);
      return listed;
    },
    read: remembered(files, workspace.read),
    isFile: remembered(isFile, workspace.isFile),
    isDirectory: remembered(isDirectory, workspace.isDirectory),
  };
}

function remembered<Answer>(
  answers: Map<RepositoryPath, Answer>,
  ask: (path: RepositoryPath) => Answer,
): (path: RepositoryPath) => Answer {
  return (path) => {
    const known = answers.get(path);
    if (known !== undefined) return known;
    const answer = ask(path);
    answers.set(path, answer);
    return answer;
  };
}
