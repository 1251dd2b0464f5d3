import type { DiagnosticCode } from "../../diagnostics/diagnostic.ts";
import type { FaultClass } from "./faults.ts";

/**
 * In which runs a listed deviation shows. `none`: in no run of one request at a time, or the handler is not rewritten.
 * `any`: in any run that takes the path. Else with failing steps of that class only; `external` also where the
 * request itself makes an external call fail. `lost-connection`: in all but the rows, when a connection breaks. `held`:
 * not in what the versions do, but a connection is held while a service answers.
 */
export type Prediction = "none" | FaultClass | "any" | "lost-connection" | "held";

/**
 * What each code says about the two versions: a decision for each, so that a new code asks for one. The reasons are in
 * docs/diagnostics.md.
 */
const predictions: Readonly<Record<DiagnosticCode, Prediction>> = {
  // Not rewritten, or about the application.
  MS1001: "none",
  MS1002: "none",
  MS1003: "none",
  MS1004: "none",
  MS1005: "none",
  MS1007: "none",
  MS1008: "none",
  MS1009: "none",
  MS1010: "none",
  MS1011: "none",
  MS1020: "none",
  MS2001: "none",
  MS2002: "none",
  MS2003: "none",
  MS2004: "none",
  MS2005: "none",
  MS2009: "none",
  MS2010: "none",
  MS3003: "none",
  MS3005: "none",
  MS3006: "none",
  MS3007: "none",
  MS3008: "none",
  MS3009: "none",
  MS3013: "none",
  MS3014: "none",
  MS3015: "none",
  MS3016: "none",
  MS3017: "none",
  MS4001: "none",
  MS5001: "none",
  MS5002: "none",
  MS5003: "none",
  MS5004: "none",
  MS5005: "none",
  MS5006: "none",
  MS5007: "none",

  // Rewritten, and the same in both versions, or different only under load.
  MS1006: "none",
  MS2007: "none",
  MS2011: "none",
  MS2012: "none",
  MS3001: "held",
  MS3004: "none",
  MS4002: "none",
  /** Timeouts and isolation need slow statements or a second writer. */
  MS3010: "none",

  // Rewritten, and different.
  /** The wrapper's own row is there although the handler failed: judged apart, as it is no handler's doing. */
  MS1012: "none",
  /** A read that floats finds its transaction gone today, and runs after the migration. */
  MS2006: "any",
  /** The callback finds its transaction gone today, and runs after the migration. */
  MS2008: "any",
  MS3002: "external",
  MS3011: "any",
  /** An error that does not abort: of a missing row, of an external call. */
  MS3012: "any",
  /** Statements also fail by themselves: a unique violation, a malformed id. */
  MS3018: "any",
  /** Today on a connection of its own, without a tenant. */
  MS3019: "any",
  MS3020: "lost-connection",
  MS3021: "any",
};

export function predictionOf(code: DiagnosticCode): Prediction {
  return predictions[code];
}
