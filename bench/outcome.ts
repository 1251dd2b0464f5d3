import type { Agreement } from "./agreement.ts";
import type { Result } from "./compare.ts";
import type { ApplicationCounts } from "./generate.ts";
import type { SizedResult } from "./linearity.ts";
import type { Target } from "./targets.ts";

/** Everything that one run of the benchmark found; plain data, as `--json` writes it. */
export interface Outcome {
  readonly machine: { readonly node: string; readonly platform: string; readonly processors: number };
  readonly seed: number;
  readonly application: ApplicationCounts & {
    /** Files that the analysis cannot do without. */
    readonly filesThatMatter: number;
  };
  readonly results: readonly Omit<Result, "stdout">[];
  readonly sizes: readonly SizedResult[];
  readonly agreement: Agreement | null;
  readonly targets: readonly Target[];
}
