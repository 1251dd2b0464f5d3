import type { Candidates } from "../../discover/candidates.ts";
import { diagnostic } from "../../diagnostics/create.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SessionFamily } from "../../model/config.ts";
import { parseProblem } from "../program/parse-problem.ts";
import type { SourceFiles } from "../program/source-files.ts";
import type { WrapperCall } from "./wrapper-calls.ts";

/** Files that name a wrapper, do not parse, and show no call of it: they may hide handlers. One finding for each. */
export function unreadFiles(
  repository: { readonly candidates: Candidates; readonly sources: SourceFiles },
  families: readonly SessionFamily[],
  calls: readonly WrapperCall[],
): readonly Diagnostic[] {
  const read = new Set(calls.map(({ file }) => file));
  const named = repository.candidates.naming(families.map(({ legacy }) => legacy));
  return named.flatMap((file) => {
    const source = read.has(file) ? null : repository.sources.get(file);
    const problem = source ? parseProblem(source) : null;
    return problem ? [diagnostic("MS1002", { file, line: problem.line }, { problem: problem.message })] : [];
  });
}
