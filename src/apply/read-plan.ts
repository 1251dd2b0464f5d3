import { UserError } from "../diagnostics/user-error.ts";
import { readInput } from "../io/read-input.ts";
import type { Plan } from "../model/plan.ts";
import { parsePlan } from "../plan/parse-plan.ts";

/**
 * Reads a plan file.
 *
 * @param path relative to `directory`, or absolute
 * @throws UserError if it is missing, not a plan, or names a path outside the root
 */
export function readPlan(directory: string, path: string): Plan {
  const text = readInput(directory, path);
  if (text !== null) return parsePlan(text, path);
  throw new UserError(`There is no plan file ${path}.`, "Make one with `migrate-sessions plan -o FILE`.");
}
