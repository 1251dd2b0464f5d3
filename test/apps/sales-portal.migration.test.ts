import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CleanUp } from "../../src/verify/setup/clean-up.ts";
import { type ApplicationCopy, copyApplication } from "../support/sample-app/copy-application.ts";
import { migratedCopy, migrateSessions } from "../support/sample-app/migrate-copy.ts";
import { analyseRepository, planMigration } from "../../src/pipeline.ts";
import { defaultConfig } from "../../src/config/default-config.ts";
import { diskWorkspace } from "../../src/io/disk-workspace.ts";
import type { Plan } from "../../src/model/plan.ts";

/** The command line on the sales portal, as a team would use it, and what must hold for the tree that comes out. */
let fresh: ApplicationCopy;
let migrated: ApplicationCopy;
const cleanUp = new CleanUp();

beforeAll(async () => {
  fresh = cleanUp.add(await copyApplication(), (made) => made.remove());
  migrated = cleanUp.add(await migratedCopy(), (made) => made.remove());
});

afterAll(() => cleanUp.run());

test.each([
  ["analyze"],
  ["init", "--dry-run"],
  ["check"],
  ["explain", "src/app/api/orders/route.ts#POST"],
  ["plan", "--phase", "all"],
])("%s writes nothing into the application", async (...args) => {
  const before = contentsOf(fresh.root);
  const { out } = await migrateSessions(fresh.root, ...args);
  expect(out.length + args.length).toBeGreaterThan(1);
  expect(contentsOf(fresh.root)).toEqual(before);
});

test("a run before phase 1 is refused and says what to do", async () => {
  const before = contentsOf(fresh.root);
  const { code, err } = await migrateSessions(fresh.root, "run", "--phase", "read");
  expect(code).toBe(2);
  expect(err).toContain("migrate-sessions init");
  expect(contentsOf(fresh.root)).toEqual(before);
});

test.each([["init"], ["run", "--phase", "read"], ["run", "--phase", "write"], ["run", "--phase", "all"]])(
  "a second %s %s %s changes nothing",
  async (...args) => {
    const before = contentsOf(migrated.root);
    const { code } = await migrateSessions(migrated.root, ...args.filter(Boolean));
    expect(code).toBe(0);
    expect(contentsOf(migrated.root)).toEqual(before);
  },
);

test("a dry run on the migrated tree has nothing to show, and --check agrees", async () => {
  const { code, out } = await migrateSessions(migrated.root, "run", "--phase", "all", "--dry-run", "--check");
  expect({ code, out: out.trim() }).toEqual({ code: 0, out: "" });
});

test("the migrated tree type-checks as the tree before it did", () => {
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  for (const { root } of [fresh, migrated]) {
    execFileSync(process.execPath, [compiler, "--noEmit", "-p", root], { stdio: "pipe" });
  }
}, 120_000);

test("the plan does not depend on the order of the files", async () => {
  const workspace = diskWorkspace(migrated.root);
  const planOf = async (order: (files: readonly string[]) => readonly string[]): Promise<Plan> => {
    const shuffled = {
      ...workspace,
      list: (...given: Parameters<typeof workspace.list>) => order(workspace.list(...given)),
    };
    const analysis = await analyseRepository({ workspace: shuffled, config: defaultConfig });
    return planMigration(analysis, { phase: "all", only: [], limit: null, includeReview: true });
  };
  const sorted = await planOf((files) => files);
  expect(await planOf((files) => files.toReversed())).toEqual(sorted);
});

test("the diff without white space shows only the lines that had to change", () => {
  const diff = unifiedDiff(fresh.root, migrated.root);
  const removed = diff
    .filter((line) => line.startsWith("-") && !line.startsWith("---"))
    .map((line) => line.slice(1).trim());
  // Names of the wrapper and of the session client, the statements whose value now comes out of a transaction, and what
  // a condition has narrowed and a constant keeps (`session.user.salesRepProfile`, `line`).
  const intended =
    /withSales?Session|withSession|\bdb\b|\bclient\b|ctx|\$transaction|runWithTransaction|^import |salesRepProfile|\bline\b|await|return|^(const|let) /;
  expect(removed.filter((line) => line !== "" && !intended.test(line) && !isBracket(line))).toEqual([]);
  expect(removed.length).toBeGreaterThan(200);
});

/** Text of every source file, by path. */
function contentsOf(root: string): Record<string, string> {
  const files = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !file.includes("/generated/"))
      .sort()
      .map((file) => [file.slice(root.length), readFileSync(file, "utf8")]),
  );
}

function unifiedDiff(before: string, after: string): readonly string[] {
  try {
    execFileSync("git", ["diff", "--no-index", "-w", "-U0", join(before, "src/app"), join(after, "src/app")]);
    return [];
  } catch (error) {
    // git says 1 when there are differences.
    const text: unknown = error instanceof Error && "stdout" in error ? error.stdout : "";
    return String(text).split("\n");
  }
}

function isBracket(line: string): boolean {
  return /^(NextResponse\.json\()?[\])};,(]*$/.test(line);
}
