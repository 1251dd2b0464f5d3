import type picocolors from "picocolors";

/** The colours that the reports use; `picocolors.createColors(enabled)` is one. */
export type Paint = Pick<
  ReturnType<typeof picocolors.createColors>,
  "bold" | "dim" | "red" | "green" | "yellow" | "cyan" | "magenta"
>;

/** What a report for a terminal needs to know about it. */
export interface Terminal {
  readonly paint: Paint;
  /** Width in characters. */
  readonly columns: number;
}
