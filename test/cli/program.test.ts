import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { CommandHandlers } from "../../src/cli/handlers.ts";
import { createProgram } from "../../src/cli/program.ts";
import { UserError } from "../../src/diagnostics/user-error.ts";
import { memoryIo } from "../support/memory-io.ts";
import { tool } from "../support/plans.ts";

type Call = readonly [command: string, options: unknown];

interface Parsed {
  readonly call: Call | null;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly error: unknown;
}

async function parse(...words: readonly string[]): Promise<Parsed> {
  const calls: Call[] = [];
  const codes: number[] = [];
  const record =
    (command: string) =>
    (options: unknown): Promise<0> => {
      calls.push([command, options]);
      return Promise.resolve(0);
    };
  const handlers: CommandHandlers = {
    analyze: record("analyze"),
    init: record("init"),
    run: record("run"),
    plan: record("plan"),
    apply: record("apply"),
    check: record("check"),
    explain: record("explain"),
    verify: record("verify"),
    verifyRecord: record("verify record"),
  };
  const io = memoryIo();
  const program = createProgram({ handlers, io, tool, onExit: (code) => codes.push(code) });
  const error: unknown = await program.parseAsync(["node", "migrate-sessions", ...words]).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { call: calls[0] ?? null, exitCode: codes[0] ?? null, stdout: io.stdout(), stderr: io.stderr(), error };
}

const global = { cwd: null, config: null, quiet: false, color: true };
const format = { ...global, formats: [], out: null };
const write = { ...format, dryRun: false, check: false, force: false };
const selection = { phase: "all", only: [], limit: null, includeReview: false };

describe("options reach the command", () => {
  test.each<[string, string, unknown]>([
    ["", "analyze", format],
    ["analyze", "analyze", format],
    ["--format json", "analyze", { ...format, formats: ["json"] }],
    ["--format text,json,md --out reports", "analyze", { ...format, formats: ["text", "json", "md"], out: "reports" }],
    ["--format json --format json,diff", "analyze", { ...format, formats: ["json", "diff"] }],
    [
      "--cwd app --config c.json --quiet --no-color",
      "analyze",
      { ...format, cwd: "app", config: "c.json", quiet: true, color: false },
    ],
    ["init --dry-run", "init", { ...write, dryRun: true }],
    ["run", "run", { ...write, ...selection }],
    [
      "run --phase read --limit 10 --include-review",
      "run",
      { ...write, ...selection, phase: "read", limit: 10, includeReview: true },
    ],
    ["run --only a#GET --only src/**", "run", { ...write, ...selection, only: ["a#GET", "src/**"] }],
    ["run --dry-run --check", "run", { ...write, ...selection, dryRun: true, check: true }],
    ["run --check", "run", { ...write, ...selection, dryRun: true, check: true }],
    ["run --force", "run", { ...write, ...selection, force: true }],
    ["plan", "plan", { ...global, ...selection, output: null }],
    ["plan -o plan.json --phase write", "plan", { ...global, ...selection, phase: "write", output: "plan.json" }],
    ["apply plan.json --force", "apply", { ...write, force: true, planFile: "plan.json" }],
    ["check", "check", { ...format, baseline: null, updateBaseline: false }],
    ["check --baseline b.json --update-baseline", "check", { ...format, baseline: "b.json", updateBaseline: true }],
    [
      "explain a/[id]/route.ts#GET --format json",
      "explain",
      { ...format, formats: ["json"], id: "a/[id]/route.ts#GET" },
    ],
  ])("%s", async (line, command, options) => {
    const parsed = await parse(...line.split(" ").filter((word) => word !== ""));
    expect(parsed.error).toBeNull();
    expect(parsed.call).toEqual([command, options]);
    expect(parsed.exitCode).toBe(0);
  });

  test.each([
    ["before", ["--cwd", "app", "--quiet", "--no-color", "run", "--dry-run"]],
    ["after", ["run", "--dry-run", "--no-color", "--quiet", "--cwd", "app"]],
    ["on both sides of", ["--quiet", "run", "--cwd=app", "--dry-run", "--no-color"]],
  ])("global ones %s the command", async (_place, words) => {
    const expected = { ...write, ...selection, dryRun: true, cwd: "app", quiet: true, color: false };
    expect((await parse(...words)).call).toEqual(["run", expected]);
  });
});

const database = {
  databaseUrl: null,
  adminUrl: null,
  urlVariable: "DATABASE_URL",
  disposable: false,
  embedded: false,
  seed: null,
  seedCommand: null,
};
const verify = { ...format, ...database, only: [], limit: null, requests: null, base: "HEAD", faults: "all" };

describe("options of verify", () => {
  test.each<[string, string, unknown]>([
    ["verify", "verify", verify],
    [
      "verify --database-url postgres://a/b --admin-url postgres://c/b --url-variable PG --disposable",
      "verify",
      {
        ...verify,
        databaseUrl: "postgres://a/b",
        adminUrl: "postgres://c/b",
        urlVariable: "PG",
        disposable: true,
      },
    ],
    [
      "verify --embedded --seed s.sql --requests r.har --base main --only a#GET --limit 3 --faults none",
      "verify",
      {
        ...verify,
        embedded: true,
        seed: "s.sql",
        requests: "r.har",
        base: "main",
        only: ["a#GET"],
        limit: 3,
        faults: "none",
      },
    ],
    ["verify --format json,md --out o", "verify", { ...verify, formats: ["json", "md"], out: "o" }],
    [
      "verify record --target http://localhost:3000",
      "verify record",
      { ...global, target: "http://localhost:3000", port: null, out: null, force: false },
    ],
    [
      "verify record --target http://x --port 3001 --out r.har --force --quiet",
      "verify record",
      { ...global, quiet: true, target: "http://x", port: 3001, out: "r.har", force: true },
    ],
  ])("%s", async (line, command, options) => {
    const parsed = await parse(...line.split(" "));
    expect(parsed.error).toBeNull();
    expect(parsed.call).toEqual([command, options]);
  });

  test("the database's URL may come from the environment; what is written counts more", async () => {
    vi.stubEnv("MIGRATE_SESSIONS_DATABASE_URL", "postgres://env/b");
    onTestFinished(() => void vi.unstubAllEnvs());
    expect((await parse("verify")).call?.[1]).toMatchObject({ databaseUrl: "postgres://env/b" });
    const written = await parse("verify", "--database-url", "postgres://a/b");
    expect(written.call?.[1]).toMatchObject({ databaseUrl: "postgres://a/b" });
  });
});

describe("refuses", () => {
  test.each([
    ["unknown faults", "verify --faults some", "Allowed choices are all, statements, none"],
    ["a format that verify does not have", "verify --format diff", "Known here: text, json, md."],
    ["a subcommand that verify does not have", "verify replay", "too many arguments"],
    ["a recording of nothing", "verify record", "required option '--target <url>'"],
    ["a port that is none", "verify record --target http://x --port 70000", "from 1 to 65535"],
    ["an unknown flag", "run --dryrun", "--dry-run"],
    ["an unknown flag without a command", "--formt json", "--format"],
    ["an unknown phase", "run --phase reads", "Allowed choices are read, write, all"],
    ["an unknown format", "--format yaml", "Known here: text, json, md, diff."],
    ["a format of another command", "check --format md", "Known here: text, json."],
    ["a misspelt format", "--format jsn", 'Did you mean "json"?'],
    ["a limit that is no number", "run --limit ten", "whole number above 0"],
    ["a limit of nothing", "run --limit 0", "whole number above 0"],
    ["a missing argument", "explain", "missing required argument 'id'"],
    ["an argument too many", "run src", "too many arguments"],
    ["a flag without its value", "run --only", "argument missing"],
  ])("%s", async (_shape, line, message) => {
    const { call, error, stderr } = await parse(...line.split(" "));
    expect(call).toBeNull();
    expect(error).toMatchObject({ name: "CommanderError" });
    expect(stderr).toContain(message);
  });

  test.each([
    ["a near one", "chekc", 'Unknown command chekc. Did you mean "check"?'],
    ["a far one", "frobnicate", "Unknown command frobnicate."],
  ])("an unknown command: %s", async (_shape, word, message) => {
    const { call, error } = await parse(word);
    expect(call).toBeNull();
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ message });
  });

  test("an argument of analyze, which is no command", async () => {
    expect((await parse("analyze", "src")).error).toMatchObject({
      message: "analyze takes no arguments, and got src.",
    });
  });
});

describe("help", () => {
  const commands = ["analyze", "init", "run", "plan", "apply", "check", "explain", "verify"];

  test("lists the commands that there are, and no others", async () => {
    const { stdout } = await parse("--help");
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, "m"));
    expect(stdout).not.toMatch(/rollback|finalize|batches|patches/);
  });

  test.each(commands)("of %s has examples, global options and exit codes", async (command) => {
    const { stdout, error } = await parse(command, "--help");
    expect(error).toMatchObject({ exitCode: 0 });
    expect(stdout).toContain("Examples:\n  $ migrate-sessions");
    expect(stdout).toContain("--cwd <dir>");
    expect(stdout).toContain("Exit codes");
    expect(stdout.match(/\$ migrate-sessions/g)?.length).toBeGreaterThanOrEqual(2);
  });

  test("of verify record has examples", async () => {
    const { stdout } = await parse("verify", "record", "--help");
    expect(stdout).toContain("Examples:\n  $ migrate-sessions verify record");
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  test("every line fits a terminal of 80 columns", async () => {
    for (const command of commands) {
      const { stdout } = await parse(command, "--help");
      expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    }
  });

  test("--version prints the version alone", async () => {
    expect((await parse("--version")).stdout).toBe(`${tool.version}\n`);
  });
});
