/**
 * What running a handler in both versions showed. `same`: no difference in any run. `as-listed`: it differs only in ways
 * that the plan lists as reasons. `different`: it differs otherwise. `not-exercised`: no request reached it.
 */
export type Verdict = "same" | "as-listed" | "different" | "not-exercised";

/** The verdict on one handler and what it rests on. */
export interface HandlerVerification {
  readonly id: string;
  readonly verdict: Verdict;
  /** Requests that reached it. */
  readonly requests: number;
  /** Failing steps that were tried in both versions. */
  readonly faults: { readonly statement: number; readonly external: number };
  /** Operations that it sent and that the analysis did not list: `order.update`. */
  readonly unlisted: readonly string[];
}
