/**
 * 0: clean, or done. 1: findings: `check` fails, a dry run with `--check` has changes pending, files were refused.
 * 2: could not run: bad usage, bad configuration, nothing found, a bug. 130: interrupted by Ctrl-C, as shells have it.
 */
export type ExitCode = 0 | 1 | 2 | 130;

/** What a command has come to, as far as its exit code is concerned. */
export type Outcome =
  | { readonly kind: "reported" }
  | { readonly kind: "checked"; readonly violations: number }
  | { readonly kind: "previewed"; readonly pending: number; readonly refused: number; readonly mustBeClean: boolean }
  | { readonly kind: "applied"; readonly refused: number; readonly remaining: number }
  | { readonly kind: "interrupted" }
  | { readonly kind: "failed" };

/** The exit code depends on the outcome alone: never on a format, on `--quiet` or on who reads the output. */
export function exitCodeOf(outcome: Outcome): ExitCode {
  switch (outcome.kind) {
    case "reported":
      return 0;
    case "checked":
      return outcome.violations > 0 ? 1 : 0;
    case "previewed":
      return outcome.refused > 0 || (outcome.mustBeClean && outcome.pending > 0) ? 1 : 0;
    case "applied":
      if (outcome.remaining > 0) return 130;
      return outcome.refused > 0 ? 1 : 0;
    case "interrupted":
      return 130;
    case "failed":
      return 2;
  }
}
