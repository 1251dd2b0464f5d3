import type { MigrationResult } from "../model/plan.ts";

/** The legacy handlers that a team has agreed to live with for now; `check` refuses others. */
export interface Baseline {
  readonly version: 1;
  /** Ids, sorted. */
  readonly handlers: readonly string[];
}

export type ParsedBaseline =
  | { readonly ok: true; readonly baseline: Baseline }
  /** `problem` is a sentence for people; the caller knows the file's name. */
  | { readonly ok: false; readonly problem: string };

/** What holds when there is no baseline file: no legacy handler is accepted. */
export const emptyBaseline: Baseline = { version: 1, handlers: [] };

/** The baseline that accepts every legacy handler of today. */
export function baselineOf(result: MigrationResult): Baseline {
  const legacy = result.handlers.filter((handler) => handler.state === "legacy");
  return { version: 1, handlers: sortedIds(legacy.map((handler) => handler.id)) };
}

/** The text of a baseline file: one id a line, so that a change of one handler is a change of one line. */
export function formatBaseline(baseline: Baseline): string {
  const content = { version: baseline.version, handlers: sortedIds(baseline.handlers) };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Reads the text of a baseline file. Unknown keys are refused: a misspelt one would silently accept nothing. */
export function parseBaseline(text: string): ParsedBaseline {
  const content = parseJson(text);
  if (!content.ok) return problem(`It is not JSON (${content.problem}).`);
  if (!isRecord(content.value)) return problem(`It must hold an object, as in ${example}.`);

  const { version, handlers, ...others } = content.value;
  if (version !== 1) return problem(`Its "version" must be 1, and is ${JSON.stringify(version) ?? "missing"}.`);
  if (!isTextList(handlers)) return problem(`Its "handlers" must be a list of handler ids, as in ${example}.`);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return problem(`It has an unknown key: ${JSON.stringify(unknown)}.`);
  return { ok: true, baseline: { version: 1, handlers: sortedIds(handlers) } };
}

const example = '{ "version": 1, "handlers": ["src/app/api/orders/route.ts#POST"] }';

function sortedIds(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; problem: string } {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

function problem(sentence: string): ParsedBaseline {
  return { ok: false, problem: `${sentence} Write it anew with \`migrate-sessions check --update-baseline\`.` };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
