import type { Command } from "commander";
import { UserError } from "../diagnostics/user-error.ts";
import { didYouMean } from "../diagnostics/near-match.ts";
import type { ExitCode } from "./exit-code.ts";
import type { CommandHandlers } from "./handlers.ts";
import { commandHelp } from "./help.ts";
import { formatOptions, globalOptions, optionValues, selectionOptions, text, writeOptions } from "./option-values.ts";
import { addFormatOptions, addSelectionOptions, addWriteOptions } from "./shared-options.ts";
import { addVerify } from "./verify-command.ts";

export interface CommandParts {
  readonly handlers: CommandHandlers;
  readonly onExit: (code: ExitCode) => void;
}

/** Adds every command to the program, in the order in which a migration uses them. */
export function addCommands(program: Command, parts: CommandParts): void {
  addAnalyze(program, parts);
  addInit(program, parts);
  addRun(program, parts);
  addPlan(program, parts);
  addApply(program, parts);
  addCheck(program, parts);
  addExplain(program, parts);
  addVerify(program, parts);
}

function addAnalyze(program: Command, { handlers, onExit }: CommandParts): void {
  const command = program
    .command("analyze", { isDefault: true })
    .summary("find, classify and plan every handler; change nothing")
    .description("Finds every handler, says what it does to the database and what would happen to it. Changes nothing.")
    // Undocumented: a word that is no command ends up here, because analyze is what runs without one.
    .argument("[words...]")
    .usage("[options]")
    .addHelpText("after", commandHelp.analyze)
    .action(async (words: readonly string[]) => {
      refuseWords(program, words);
      onExit(await handlers.analyze(formatOptions(optionValues(command))));
    });
  addFormatOptions(command, ["text", "json", "md", "diff"]);
}

function refuseWords(program: Command, [word]: readonly string[]): void {
  if (word === undefined) return;
  if (program.args[0] === "analyze") {
    throw new UserError(`analyze takes no arguments, and got ${word}.`, "Give the application's root with --cwd DIR.");
  }
  const names = program.commands.map((command) => command.name());
  throw new UserError(
    `Unknown command ${word}.${didYouMean(word, names)}`,
    `There are: ${names.join(", ")}. See \`${program.name()} --help\`.`,
  );
}

function addInit(program: Command, { handlers, onExit }: CommandParts): void {
  const command = program
    .command("init")
    .summary("phase 1: add the new session wrapper beside the old one")
    .description(
      "Phase 1: adds withSalesSessionV2 and getTenantIdFromRequest beside the existing code. No handler uses them yet.",
    )
    .addHelpText("after", commandHelp.init)
    .action(async () => {
      onExit(await handlers.init(writeOptions(optionValues(command))));
    });
  addWriteOptions(command);
}

function addRun(program: Command, { handlers, onExit }: CommandParts): void {
  const command = program
    .command("run")
    .summary("phases 2 and 3: migrate handlers")
    .description("Phases 2 and 3: rewrites the handlers whose behaviour is kept, and says why for the others.")
    .addHelpText("after", commandHelp.run)
    .action(async () => {
      const values = optionValues(command);
      onExit(await handlers.run({ ...writeOptions(values), ...selectionOptions(values) }));
    });
  addSelectionOptions(command);
  addWriteOptions(command);
}

function addPlan(program: Command, { handlers, onExit }: CommandParts): void {
  const command = program
    .command("plan")
    .summary("write down what run would do, for apply")
    .description("Writes down what `run` would do, to be looked at and applied later.")
    .option("-o, --output <file>", "write the plan to a file (default: stdout)")
    .addHelpText("after", commandHelp.plan)
    .action(async () => {
      const values = optionValues(command);
      const output = text(values, "output");
      onExit(await handlers.plan({ ...globalOptions(values), ...selectionOptions(values), output }));
    });
  addSelectionOptions(command);
}

function addApply(program: Command, { handlers, onExit }: CommandParts): void {
  const command = program
    .command("apply")
    .summary("do what a plan says")
    .description("Does what a plan says. A file that has changed since the plan was made is refused; others are not.")
    .argument("<file>", "the plan that `plan -o FILE` wrote")
    .addHelpText("after", commandHelp.apply)
    .action(async (planFile: string) => {
      onExit(await handlers.apply({ ...writeOptions(optionValues(command)), planFile }));
    });
  addWriteOptions(command);
}

function addCheck(program: Command, { handlers, onExit }: CommandParts): void {
  const command = program
    .command("check")
    .summary("for CI: fail on new legacy handlers and on unsafe migrated ones")
    .description(
      "For CI: fails when a handler is legacy that the baseline does not have, or when a migrated handler writes outside a tenant transaction. Changes nothing.",
    )
    .option("--baseline <file>", "accepted legacy handlers (default: migrate-sessions.baseline.json, if it is there)")
    .option("--update-baseline", "write the legacy handlers of now to the baseline file")
    .addHelpText("after", commandHelp.check)
    .action(async () => {
      const values = optionValues(command);
      const updateBaseline = values["updateBaseline"] === true;
      onExit(await handlers.check({ ...formatOptions(values), baseline: text(values, "baseline"), updateBaseline }));
    });
  addFormatOptions(command, ["text", "json"]);
}

function addExplain(program: Command, { handlers, onExit }: CommandParts): void {
  const command = program
    .command("explain")
    .summary("everything about one handler: evidence, region, reasons, diff")
    .description("Shows what one handler does and how that was found, what would happen to it, and why.")
    .argument("<id>", "id of the handler, as the reports have it: src/app/api/orders/route.ts#POST")
    .addHelpText("after", commandHelp.explain)
    .action(async (id: string) => {
      onExit(await handlers.explain({ ...formatOptions(optionValues(command)), id }));
    });
  addFormatOptions(command, ["text", "json"]);
}
