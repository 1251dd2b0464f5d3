import { z } from "zod";
import type { Label } from "./generate/label.ts";

/** How far an analysis is right about a generated application. A fast answer that is wrong is worth nothing. */
export interface Agreement {
  readonly handlers: number;
  /** Handlers with the right class. */
  readonly sameClass: number;
  /** Handlers with the right class and the right number of places that write. */
  readonly sameWrites: number;
  /** The first few differences, as lines for people. */
  readonly differences: readonly string[];
}

/** The part of the JSON report (version 1) that is compared. */
const reportSchema = z.object({
  handlers: z.array(
    z.object({
      id: z.string(),
      classification: z.string(),
      effects: z.array(z.object({ kind: z.string(), file: z.string(), line: z.number() })),
    }),
  ),
});

/** What is compared of a handler; the JSON report and the pipeline's result both have it. */
export interface AnalysedHandler {
  readonly id: string;
  readonly classification: string;
  readonly effects: readonly { readonly kind: string; readonly file: string; readonly line: number }[];
}

/** Reads the handlers of a JSON report. Throws if it is none. */
export function handlersOfReport(json: string): readonly AnalysedHandler[] {
  return reportSchema.parse(JSON.parse(json)).handlers;
}

/** Compares what an analysis found with what was generated. */
export function agreementOf(labels: readonly Label[], handlers: readonly AnalysedHandler[]): Agreement {
  const byId = new Map(handlers.map((handler) => [handler.id, handler]));
  const compared = labels.map((label) => ({ label, handler: byId.get(label.id) }));
  const sameClass = compared.filter(({ label, handler }) => handler?.classification === label.class);
  const sameWrites = sameClass.filter(({ label, handler }) => writesOf(handler) === label.writes);
  const right = new Set(sameWrites);
  const differences = compared
    .filter((pair) => !right.has(pair))
    .map(({ label, handler }) => difference(label, handler));
  const unexpected = byId.size - compared.filter(({ handler }) => handler !== undefined).length;
  if (unexpected > 0) differences.push(`${unexpected} handlers were found that do not exist`);
  return {
    handlers: labels.length,
    sameClass: sameClass.length,
    sameWrites: sameWrites.length,
    differences: differences.slice(0, 10),
  };
}

function writesOf(handler: AnalysedHandler | undefined): number {
  const writes = (handler?.effects ?? []).filter((effect) => effect.kind === "write");
  return new Set(writes.map((effect) => `${effect.file}:${effect.line}`)).size;
}

function difference(label: Label, handler: AnalysedHandler | undefined): string {
  if (handler === undefined) return `${label.id}: not found`;
  const found = `${handler.classification} with ${writesOf(handler)} writes`;
  return `${label.id}: ${found} instead of ${label.class} with ${label.writes}`;
}
