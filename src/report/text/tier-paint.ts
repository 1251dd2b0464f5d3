import type { Tier } from "../../model/plan.ts";
import type { Paint } from "../paint.ts";

/** The colour of each tier, the same wherever it is printed. */
export const tierPaint: Readonly<Record<Tier, keyof Paint>> = {
  auto: "green",
  review: "yellow",
  manual: "magenta",
  error: "red",
  done: "cyan",
};
