import type { Io } from "../io/io.ts";
import type { ToolInfo } from "../model/report.ts";
import type { ExitCode } from "./exit-code.ts";
import type {
  AnalyzeOptions,
  ApplyOptions,
  CheckOptions,
  ExplainOptions,
  InitOptions,
  PlanOptions,
  RecordOptions,
  RunOptions,
  VerifyOptions,
} from "./options.ts";
import type { Pipeline } from "./pipeline.ts";

/** One function a command. They do not print usage, exit, or know how their options were written. */
export interface CommandHandlers {
  analyze(options: AnalyzeOptions): Promise<ExitCode>;
  init(options: InitOptions): Promise<ExitCode>;
  run(options: RunOptions): Promise<ExitCode>;
  plan(options: PlanOptions): Promise<ExitCode>;
  apply(options: ApplyOptions): Promise<ExitCode>;
  check(options: CheckOptions): Promise<ExitCode>;
  explain(options: ExplainOptions): Promise<ExitCode>;
  verify(options: VerifyOptions): Promise<ExitCode>;
  verifyRecord(options: RecordOptions): Promise<ExitCode>;
}

/** What the commands are given instead of reaching for it. */
export interface CommandContext {
  readonly io: Io;
  readonly tool: ToolInfo;
  /** Loads the analysis when a command needs it: it is most of the start-up time. */
  readonly loadPipeline: () => Promise<Pipeline>;
}

/** The real commands, each loaded when it is called: `--help` and a typing error should be answered at once. */
export function createHandlers(context: CommandContext): CommandHandlers {
  return {
    analyze: async (options) => (await import("./commands/analyze.ts")).analyze(context, options),
    init: async (options) => (await import("./commands/init.ts")).init(context, options),
    run: async (options) => (await import("./commands/run.ts")).runMigration(context, options),
    plan: async (options) => (await import("./commands/plan.ts")).plan(context, options),
    apply: async (options) => (await import("./commands/apply.ts")).apply(context, options),
    check: async (options) => (await import("./commands/check.ts")).check(context, options),
    explain: async (options) => (await import("./commands/explain.ts")).explain(context, options),
    verify: async (options) => (await import("./commands/verify.ts")).verify(context, options),
    verifyRecord: async (options) => (await import("./commands/verify-record.ts")).verifyRecord(context, options),
  };
}
