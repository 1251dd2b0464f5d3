import { Command } from "commander";
import picocolors from "picocolors";
import type { Io } from "../io/io.ts";
import type { ToolInfo } from "../model/report.ts";
import { addCommands } from "./commands.ts";
import type { ExitCode } from "./exit-code.ts";
import type { CommandHandlers } from "./handlers.ts";
import { programHelp } from "./help.ts";

export interface ProgramParts {
  readonly handlers: CommandHandlers;
  readonly io: Pick<Io, "out" | "err" | "columns" | "color">;
  readonly tool: ToolInfo;
  /** Gets the exit code of the command that was run. */
  readonly onExit: (code: ExitCode) => void;
}

/**
 * The command line: which commands there are, which options they take, what their help says. Parsing throws
 * `CommanderError` instead of ending the process; everything printed goes through `io`.
 */
export function createProgram(parts: ProgramParts): Command {
  const { io, tool } = parts;
  const { bold } = picocolors.createColors(io.color);
  const program: Command = new Command(tool.name);
  program
    .description("Moves Next.js handlers out of request-long Prisma transactions. Without a command: analyze.")
    .usage("[command] [options]")
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
      getOutHasColors: () => io.color,
      getErrHasColors: () => io.color,
    })
    .configureHelp({
      showGlobalOptions: true,
      // `verify record` takes none of the options of `verify`.
      visibleGlobalOptions: (command) => (command.parent === null ? [] : [...program.options]),
      subcommandTerm: nameAndArguments,
      styleTitle: bold,
    })
    .version(tool.version, "--version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .option("--cwd <dir>", "root of the application (default: the current directory)")
    .option("--config <file>", "configuration file (default: migrate-sessions.config.{ts,mjs,js,json})")
    .option("--quiet", "print the result and errors only: no progress, no notes")
    .option("--no-color", "print without colours")
    .addHelpText("after", programHelp);
  addCommands(program, parts);
  return program;
}

/** `explain <id>`: the command with the arguments that its help describes. */
function nameAndArguments(command: Command): string {
  const names = command.registeredArguments.filter((argument) => argument.description !== "");
  return [command.name(), ...names.map((argument) => `<${argument.name()}>`)].join(" ");
}
