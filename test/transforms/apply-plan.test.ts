import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Transform } from "jscodeshift";
import { describe, expect, expectTypeOf, test } from "vitest";
import { applyPlan } from "../../src/apply/apply-plan.ts";
import { formatPlan } from "../../src/plan/parse-plan.ts";
import entryPoint, { planTransform } from "../../transforms/apply-plan.ts";
import { creating, planOf, replacing } from "../support/plans.ts";
import { readTree, temporaryTree } from "../support/temporary-tree.ts";

const source = "\uFEFFreturn withSalesSession(request, '🧾');\r\n";
const planned = replacing("src/app/api/orders/[id]/route.ts", source, { withSalesSession: "withSalesSessionV2" });
const plan = planOf(planned, creating("src/lib/new.ts", "export {};\n"));

interface Run {
  readonly path: string;
  readonly source?: string;
  readonly plan?: unknown;
}

function transform(run: Run): { readonly result: string | undefined; readonly reports: readonly string[] } {
  const reports: string[] = [];
  const loaded = planTransform((path) => (path === "plan.json" ? plan : planOf()));
  const file = { path: run.path, source: run.source ?? source };
  const api = { report: (message: string) => void reports.push(message) };
  return { result: loaded(file, api, "plan" in run ? { plan: run.plan } : { plan }), reports };
}

const edited = source.replace("withSalesSession", "withSalesSessionV2");

describe("finds its file in the plan", () => {
  test.each([
    ["relative to the root", "src/app/api/orders/[id]/route.ts"],
    ["absolute", "/repository/src/app/api/orders/[id]/route.ts"],
    ["with the separators of Windows", "C:\\repository\\src\\app\\api\\orders\\[id]\\route.ts"],
  ])("%s", (_shape, path) => {
    expect(transform({ path })).toEqual({ result: edited, reports: [] });
  });

  test("by the plan's path as well as by its value", () => {
    expect(transform({ path: planned.file, plan: "plan.json" }).result).toBe(edited);
    expect(transform({ path: planned.file, plan: "empty.json" }).result).toBeUndefined();
  });
});

describe("leaves a file as it is", () => {
  test("that is not in the plan, or only ends alike", () => {
    expect(transform({ path: "src/app/other.ts" })).toEqual({ result: undefined, reports: [] });
    expect(transform({ path: "xsrc/app/api/orders/[id]/route.ts" })).toEqual({ result: undefined, reports: [] });
  });

  test("that has changed, and says so", () => {
    const { result, reports } = transform({ path: planned.file, source: `${source}// later\n` });
    expect(result).toBeUndefined();
    expect(reports).toEqual([expect.stringContaining("has changed since the plan was made")]);
  });

  test("that the plan creates", () => {
    expect(transform({ path: "src/lib/new.ts", source: "" }).result).toBeUndefined();
  });
});

test("needs a plan, and a valid one", () => {
  expect(() => transform({ path: planned.file, plan: undefined })).toThrow("--plan=FILE");
  expect(() => transform({ path: planned.file, plan: { version: 1 } })).toThrow("not a plan");
});

test("has jscodeshift's signature", () => {
  expectTypeOf(entryPoint).toExtend<Transform>();
});

test("jscodeshift's own runner gives the same bytes as our apply", async () => {
  const module = replacing("src/app/api/skus/route.mts", "withSalesSession(request);\n", { withSalesSession: "guard" });
  const both = planOf(planned, module);
  const files = {
    [planned.file]: source,
    [module.file]: "withSalesSession(request);\n",
    "src/other.ts": "const a = 1;\n",
  };
  const ours = temporaryTree(files);
  await applyPlan(both, { root: ours });

  const theirs = temporaryTree({ ...files, "plan.json": formatPlan(both) });
  const { status, stdout, stderr } = jscodeshift(theirs, Object.keys(files));
  expect(status, stdout + stderr).toBe(0);
  expect(stdout).toContain("2 ok");
  expect(readTree(theirs)).toEqual({ ...readTree(ours), "plan.json": formatPlan(both) });
}, 60_000);

function jscodeshift(cwd: string, files: readonly string[]): SpawnSyncReturns<string> {
  const runner = createRequire(import.meta.url).resolve("jscodeshift/bin/jscodeshift.js");
  const entry = fileURLToPath(new URL("../../transforms/apply-plan.ts", import.meta.url));
  const args = [runner, "-t", entry, "--plan=plan.json", "--extensions=ts,mts", "--run-in-band", "--fail-on-error"];
  return spawnSync(process.execPath, [...args, ...files], { cwd, encoding: "utf8" });
}
