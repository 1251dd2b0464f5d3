import { UserError } from "../diagnostics/user-error.ts";
import type { Plan, PlannedFile } from "../model/plan.ts";
import { planSchema } from "./plan-schema.ts";

/** The text of a plan file. */
export function formatPlan(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

/**
 * Reads the text of a plan file. A plan is executed, so nothing in it is taken on trust: every path must be relative
 * and stay inside the root.
 *
 * @param name how the message calls the file
 * @throws UserError that says where the plan is wrong
 */
export function parsePlan(text: string, name: string): Plan {
  return checkPlan(parseJson(text, name), name);
}

/** As `parsePlan`, for a plan that is a value already. */
export function checkPlan(value: unknown, name: string): Plan {
  const result = planSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw invalid(name, `${issue?.path.join(".") || "the whole"}: ${issue?.message ?? "not a plan"}`);
  }
  const problem = problemBetweenFiles(result.data.files);
  if (problem !== null) throw invalid(name, problem);
  return result.data;
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(name, error instanceof Error ? error.message : String(error));
  }
}

function problemBetweenFiles(files: readonly PlannedFile[]): string | null {
  const seen = new Set<string>();
  for (const { file, hash, edits, create } of files) {
    if (seen.has(file)) return `${file} is in it twice`;
    seen.add(file);
    if (edits.some((edit) => edit.file !== file)) return `${file} has an edit of another file`;
    if ((hash === null) !== (create !== undefined)) return `${file} must have either a hash or a text to create`;
    if (create !== undefined && edits.length > 0) return `${file} is created and edited`;
  }
  return null;
}

function invalid(name: string, problem: string): UserError {
  return new UserError(
    `${name} is not a plan that can be applied (${problem}).`,
    "Make a new one with `migrate-sessions plan -o FILE`.",
  );
}
