import { CommanderError } from "commander";
import { UserError } from "../diagnostics/user-error.ts";
import type { Io } from "../io/io.ts";
import { toolInfo } from "../io/tool-info.ts";
import type { ToolInfo } from "../model/report.ts";
import { bugReport } from "./bug-report.ts";
import { exitCodeOf, type ExitCode } from "./exit-code.ts";
import { createHandlers } from "./handlers.ts";
import { loadPipeline } from "./load-pipeline.ts";
import type { Pipeline } from "./pipeline.ts";
import { createProgram } from "./program.ts";

/**
 * Runs the command line and gives its exit code; ends no process and throws nothing.
 *
 * @param argv as Node has it: the executable, the script, then the arguments
 * @param load where the analysis comes from; tests have their own
 */
export async function run(
  argv: readonly string[],
  io: Io,
  load: () => Promise<Pipeline> = loadPipeline,
): Promise<ExitCode> {
  const tool = toolInfo();
  let exitCode: ExitCode = 0;
  const onExit = (code: ExitCode): void => {
    exitCode = code;
  };
  const handlers = createHandlers({ io, tool, loadPipeline: load });
  try {
    await createProgram({ handlers, io, tool, onExit }).parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    return failed(error, io, tool);
  }
}

function failed(error: unknown, io: Io, tool: ToolInfo): ExitCode {
  // Commander has printed its message, or the help or the version that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodeOf({ kind: "failed" });
  if (error instanceof UserError) io.err(`error: ${error.message}\n${error.hint === null ? "" : `  ${error.hint}\n`}`);
  else io.err(bugReport(error, { tool, node: process.version, platform: `${process.platform} ${process.arch}` }));
  return exitCodeOf({ kind: "failed" });
}
