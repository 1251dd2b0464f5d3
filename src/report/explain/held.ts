import type { Effect, EffectKind } from "../../model/effect.ts";
import type { PlannedExternalCall, PlannedHandler, RegionLines } from "../../model/plan.ts";
import { heldAfterMigration, heldToday } from "../connections.ts";
import type { HeldConnection } from "../connections.ts";
import { counted, listed } from "../wording.ts";
import { parseStep } from "./step.ts";

/** Before and after: how long the handler holds a connection, and what it does meanwhile. */
export interface HeldText {
  readonly today: string;
  /** Null if the handler is migrated already. */
  readonly after: string | null;
}

export function heldText(handler: PlannedHandler): HeldText {
  return {
    today: sentence(handler, heldToday(handler)),
    after: handler.state === "migrated" ? null : afterText(handler),
  };
}

function afterText(handler: PlannedHandler): string {
  if (handler.tier === "manual" || handler.tier === "error") return "As today: the handler is not rewritten.";
  const held = heldAfterMigration(handler);
  const freed = handler.externalCalls.filter((call) => !held.during.includes(call));
  const without = freed.length === 0 ? "" : ` ${listed(namesOf(freed))} ${freedVerb(freed)} without one.`;
  return sentence(handler, held) + without;
}

function freedVerb(calls: readonly PlannedExternalCall[]): string {
  return namesOf(calls).length === 1 ? "runs" : "run";
}

function sentence(handler: PlannedHandler, { hold, during }: HeldConnection): string {
  const operations = operationCounts(handler, hold === "transaction" ? handler.regions : []);
  const meanwhile = listed([...operations, ...namesOf(during)]);
  const doing = meanwhile === "" ? "" : `: ${meanwhile}`;
  switch (hold) {
    case "request":
      return `Held for the whole request${doing}.`;
    case "transaction":
      return `Held ${whileOpen(handler)}${doing}.`;
    case "query":
      return "Held only while a query runs.";
    case "never":
      return "Never held: the handler does not use the database.";
  }
}

function whileOpen(handler: PlannedHandler): string {
  if (handler.regions.length === 0) return "while its tenant transaction is open";
  return `for ${listed(handler.regions.map(linesText))}`;
}

/** `line 20`, `lines 20 to 27`. */
export function linesText({ startLine, endLine }: RegionLines): string {
  return startLine === endLine ? `line ${startLine}` : `lines ${startLine} to ${endLine}`;
}

const operationWords: Readonly<Record<EffectKind, readonly [singular: string, plural: string]>> = {
  read: ["read", "reads"],
  write: ["write", "writes"],
  lock: ["lock", "locks"],
  unknown: ["unknown operation", "unknown operations"],
};

/** `1 read`, `2 writes`: what runs on the held connection, in these regions (or anywhere, if there are none). */
function operationCounts(handler: PlannedHandler, regions: readonly RegionLines[]): string[] {
  const held = handler.effects.filter((effect) => effect.client !== "global" && stands(effect, regions));
  const kinds: readonly EffectKind[] = ["read", "write", "lock", "unknown"];
  return kinds.flatMap((kind) => {
    const count = held.filter((effect) => effect.kind === kind).length;
    return count === 0 ? [] : [counted(count, ...operationWords[kind])];
  });
}

function stands({ path: [first] }: Effect, regions: readonly RegionLines[]): boolean {
  if (regions.length === 0 || first === undefined) return true;
  const { line } = parseStep(first);
  return regions.some(({ startLine, endLine }) => startLine <= line && line <= endLine);
}

function namesOf(calls: readonly PlannedExternalCall[]): string[] {
  return [...new Set(calls.map((call) => call.what))];
}
