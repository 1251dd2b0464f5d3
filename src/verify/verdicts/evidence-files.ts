import type { PlannedHandler } from "../../model/plan.ts";
import type { RepositoryPath } from "../../model/text.ts";
import type { AnalysedVersion } from "../copies/analysed-version.ts";

/** SHA-256 by file, by handler. */
export type Evidence = ReadonlyMap<string, Readonly<Record<RepositoryPath, string>>>;

/**
 * The files that verdicts on handlers rest on, as they are now: the handler's own, all that the ways to its operations
 * and external calls lead through, and what all handlers run on: the wrappers and the tenant's client.
 */
export function evidenceOf(
  handlers: readonly PlannedHandler[],
  { workspace, sharedFiles }: Pick<AnalysedVersion, "workspace" | "sharedFiles">,
): Evidence {
  return new Map(
    handlers.map((handler) => {
      const hashes = evidenceFiles(handler, sharedFiles).flatMap((file) => {
        const hash = workspace.read(file)?.hash;
        return hash === undefined ? [] : [[file, hash] as const];
      });
      return [handler.id, Object.fromEntries(hashes)];
    }),
  );
}

function evidenceFiles(
  { file, effects, externalCalls, needs }: PlannedHandler,
  sharedFiles: readonly RepositoryPath[],
): readonly RepositoryPath[] {
  const evidence = [...effects, ...externalCalls];
  const steps = evidence.flatMap(({ path }) => path.map((step) => step.slice(0, step.lastIndexOf("#"))));
  const body = needs.bodyFile === null ? [] : [needs.bodyFile];
  return [...new Set([file, ...sharedFiles, ...body, ...evidence.map((found) => found.file), ...steps])].sort();
}
