import { compareBy } from "../model/compare.ts";
import type { MigrationResult, Phase, PlannedHandler, Tier } from "../model/plan.ts";
import { rolloutOrder } from "../rollout/order.ts";
import { sortedFindings } from "./findings.ts";
import { counted } from "./wording.ts";

/** The command to run next, and what it does. */
export interface NextStep {
  readonly command: string;
  readonly why: string;
}

/** The proposal's order: scaffold, reads, writes, what needs a look, what is left by hand, and then keep it so. */
export function nextStep(result: MigrationResult): NextStep {
  return scaffoldStep(result) ?? phaseStep(result, 2) ?? phaseStep(result, 3) ?? reviewStep(result) ?? lastStep(result);
}

function scaffoldStep(result: MigrationResult): NextStep | null {
  const missing = sortedFindings(result.diagnostics).find((finding) => finding.code === "MS1003");
  if (missing?.code !== "MS1003") return null;
  return { command: "migrate-sessions init", why: `adds ${missing.data.replacement} beside the existing code` };
}

const phases: Readonly<Record<Phase, { readonly flag: string; readonly what: string }>> = {
  2: { flag: "read", what: "without writes" },
  3: { flag: "write", what: "with writes" },
};

function phaseStep(result: MigrationResult, phase: Phase): NextStep | null {
  const ready = rolloutOrder(result.handlers).filter((handler) => handler.phase === phase && handler.tier === "auto");
  if (ready.length === 0) return null;
  const { flag, what } = phases[phase];
  return {
    command: `migrate-sessions run --phase ${flag} --dry-run`,
    why: `shows what changes in ${counted(ready.length, "handler")} ${what}; writes nothing`,
  };
}

function reviewStep(result: MigrationResult): NextStep | null {
  const count = legacyOfTier(result, "review").length;
  if (count === 0) return null;
  return {
    command: "migrate-sessions run --phase all --include-review --dry-run",
    why: `shows what changes in ${counted(count, "handler")} to be reviewed; writes nothing`,
  };
}

function lastStep(result: MigrationResult): NextStep {
  const [first] = [...legacyOfTier(result, "manual"), ...legacyOfTier(result, "error")];
  if (first === undefined) return { command: "migrate-sessions check", why: "keeps it so: run it in CI" };
  return { command: `migrate-sessions explain ${quoted(first.id)}`, why: "shows what is left to do by hand" };
}

function legacyOfTier(result: MigrationResult, tier: Tier): readonly PlannedHandler[] {
  return result.handlers
    .filter((handler) => handler.state === "legacy" && handler.tier === tier)
    .sort(compareBy((handler) => handler.id));
}

/** Ids hold brackets and parentheses, which shells read as patterns. */
function quoted(id: string): string {
  return `'${id.replaceAll("'", String.raw`'\''`)}'`;
}
