import { resolve } from "node:path";
import { readPlan } from "../src/apply/read-plan.ts";
import { hashOf, rawText, textFile } from "../src/io/text-file.ts";
import type { Plan, PlannedFile } from "../src/model/plan.ts";
import { applyEdits } from "../src/plan/apply-edits.ts";
import { checkPlan } from "../src/plan/parse-plan.ts";

/** Reads the plan that `--plan=FILE` names; called once a file, so it should remember its answer. */
export type PlanLoader = (path: string) => Plan;

/**
 * The part of jscodeshift's signature that is used here, so that its types need not be installed. Gives the new source,
 * or undefined if the file is left as it is.
 */
export type Transform = (
  file: { readonly path: string; readonly source: string },
  api: { readonly report: (message: string) => void },
  options: Readonly<Record<string, unknown>>,
) => string | undefined;

/**
 * A transform that makes the edits of a plan. Option `plan`: the plan, or the path of its file. The file is found in
 * the plan by the end of its path, and only edited if it is byte for byte the one that the plan was made for.
 *
 * Files that a plan creates are not made: jscodeshift has no place for them. Use `migrate-sessions apply`.
 */
export function planTransform(loadPlan: PlanLoader): Transform {
  return ({ path, source }, { report }, options) => {
    const candidates = plannedFiles(planOf(options["plan"], loadPlan), resolve(path));
    if (candidates.length === 0) return undefined;
    const planned = candidates.find(({ hash }) => hash === hashOf(source));
    if (planned === undefined) {
      report("has changed since the plan was made, so it is left as it is. Make a new plan.");
      return undefined;
    }
    return edited(source, planned);
  };
}

function planOf(option: unknown, loadPlan: PlanLoader): Plan {
  if (option === undefined) throw new TypeError("The transform needs a plan: --plan=FILE.");
  return typeof option === "string" ? loadPlan(option) : checkPlan(option, "The option `plan`");
}

/** Two applications of one repository may have files of the same name: the hash tells them apart. */
function plannedFiles({ files }: Plan, path: string): readonly PlannedFile[] {
  const normal = path.replaceAll("\\", "/");
  return files.filter(({ file, create }) => create === undefined && normal.endsWith(`/${file}`));
}

function edited(source: string, { edits }: PlannedFile): string | undefined {
  const { text, hasByteOrderMark } = textFile(source);
  const result = applyEdits(text, edits);
  return result === text ? undefined : rawText({ text: result, hasByteOrderMark });
}

const plans = new Map<string, Plan>();

function rememberedPlan(path: string): Plan {
  const known = plans.get(path);
  if (known !== undefined) return known;
  const plan = readPlan(process.cwd(), path);
  plans.set(path, plan);
  return plan;
}

const applyPlan: Transform = planTransform(rememberedPlan);

// jscodeshift calls a transform's default export: the one place where there is one.
export default applyPlan;
