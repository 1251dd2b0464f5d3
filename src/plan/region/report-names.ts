import { diagnostic } from "../../diagnostics/create.ts";
import type { TextRange } from "../../model/text.ts";
import { inferredFromBefore, isWrittenAfter } from "./names-in-span.ts";
import type { PlanningContext } from "./plan-region.ts";
import type { RegionExit, ResultBinding, Span } from "./region.ts";
import { namesThatCannotComeBack } from "./results-of.ts";
import { spanRange } from "./statement-tree.ts";

interface Decided {
  readonly context: PlanningContext;
  /** What the callback will hold. */
  readonly captured: TextRange;
  readonly results: readonly ResultBinding[];
  readonly exit: RegionExit;
}

/** Reports names that cannot cross the edge of a region in the way that they would have to. */
export function reportNames(span: Span, { context, captured, results, exit }: Decided): void {
  const { body, findings } = context;
  const range = spanRange(span);
  for (const { name, nameRange } of inferredFromBefore(body, captured))
    findings.add(diagnostic("MS3009", findings.at(nameRange.start), { name }));
  for (const { name, nameRange } of namesThatCannotComeBack(span, body)) {
    findings.add(diagnostic("MS3008", findings.at(nameRange.start), { name }));
  }
  for (const { name, binding, declaration: id } of results) {
    const declaration = body.declarations[id];
    if (!declaration) continue;
    const at = declaration.nameRange.start;
    if (binding !== "assign" && declaration.holdsClient) findings.add(diagnostic("MS3003", findings.at(at), { name }));
    if (declaration.evolving && isWrittenAfter(body, declaration, range))
      findings.add(diagnostic("MS3009", findings.at(at), { name }));
    if (binding !== "assign" && exit.kind === "return") findings.add(diagnostic("MS3008", findings.at(at), { name }));
    if (binding === "assign" && exit.kind === "return")
      findings.add(diagnostic("MS3016", findings.at(range.start), { name }));
  }
}
