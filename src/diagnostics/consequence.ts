import type { DiagnosticCode, Severity } from "./diagnostic.ts";

/**
 * What a finding means for its handler: `note` changes nothing, `review` makes the rewrite one that a person must look
 * at, `manual` forbids it, `error` says that the analysis of the handler failed. `application`: it is not about one
 * handler.
 */
export type Consequence = "note" | "review" | "manual" | "error" | "application";

const consequences: Record<DiagnosticCode, Consequence> = {
  MS1001: "manual",
  MS1002: "error",
  MS1003: "application",
  MS1004: "manual",
  MS1005: "manual",
  MS1006: "note",
  MS1007: "manual",
  MS1008: "manual",
  MS1009: "manual",
  MS1010: "application",
  MS1011: "application",
  MS1012: "application",
  MS1020: "manual",
  MS2001: "manual",
  MS2002: "manual",
  MS2003: "manual",
  MS2004: "manual",
  MS2005: "manual",
  MS2006: "review",
  MS2007: "note",
  MS2008: "review",
  MS2009: "manual",
  MS2010: "manual",
  MS2011: "note",
  MS2012: "note",
  MS3001: "note",
  MS3002: "review",
  MS3003: "manual",
  MS3004: "note",
  MS3005: "manual",
  MS3006: "manual",
  MS3007: "manual",
  MS3008: "manual",
  MS3009: "manual",
  MS3010: "review",
  MS3011: "review",
  MS3012: "note",
  MS3013: "manual",
  MS3014: "manual",
  MS3015: "manual",
  MS3016: "manual",
  MS3017: "manual",
  MS3018: "review",
  MS3019: "review",
  MS3020: "note",
  MS3021: "review",
  MS4001: "application",
  MS4002: "note",
  MS5001: "application",
  MS5002: "application",
  MS5003: "application",
  MS5004: "application",
  MS5005: "application",
  MS5006: "application",
  MS5007: "application",
};

const severities: Record<Consequence, Severity> = {
  note: "info",
  review: "warning",
  manual: "warning",
  error: "error",
  application: "error",
};

/** Codes whose severity is not the usual one of their consequence. */
const exceptions: Partial<Record<DiagnosticCode, Severity>> = {
  MS1003: "warning",
  MS1012: "warning",
  MS3001: "warning",
  MS3004: "warning",
  MS5007: "info",
};

export function consequenceOf(code: DiagnosticCode): Consequence {
  return consequences[code];
}

export function severityOf(code: DiagnosticCode): Severity {
  return exceptions[code] ?? severities[consequences[code]];
}
