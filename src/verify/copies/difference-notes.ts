import type { Workspace } from "../../io/workspace.ts";

/** Things in which two versions differ and that they share when they run, as sentences. */
export function differenceNotes(base: string, before: Workspace, after: Workspace): readonly string[] {
  const changed = changedFiles(["**/*.prisma"], before, after);
  const migrations = changedFiles(["**/migrations/**/*.sql"], before, after);
  return [
    ...(changed.length === 0
      ? []
      : [
          `${changed.join(", ")} differs between ${base} and the working tree: unless the Prisma client is in git, both ` +
            "versions run with the one that is generated now.",
        ]),
    ...(migrations.length === 0
      ? []
      : [`The SQL migrations differ between ${base} and the working tree: both versions run on the same tables.`]),
  ];
}

function changedFiles(globs: readonly string[], before: Workspace, after: Workspace): readonly string[] {
  const files = new Set([...before.list(globs, []), ...after.list(globs, [])]);
  return [...files].filter((file) => before.read(file)?.hash !== after.read(file)?.hash).sort();
}
