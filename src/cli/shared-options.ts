import { InvalidArgumentError, Option, type Command } from "commander";
import { didYouMean } from "../diagnostics/near-match.ts";
import type { Format } from "./options.ts";

/** Options of every command that has a result to show. */
export function addFormatOptions(command: Command, known: readonly Format[]): void {
  command
    .option("--format <list>", `${known.join(", ")}; several, with commas, need --out`, formatParser(known))
    .option("--out <dir>", "write the output to files in a directory");
}

/** Options of the commands that change files. */
export function addWriteOptions(command: Command): void {
  command
    .option("--dry-run", "change nothing; print the changes as a unified diff")
    .option("--check", "as --dry-run, with exit code 1 if there are changes")
    .option("--force", "go on although the git tree has changes that are not committed");
  addFormatOptions(command, ["text", "json", "diff"]);
}

/** Options of the commands that migrate some handlers of many. */
export function addSelectionOptions(command: Command): void {
  command.addOption(
    new Option("--phase <phase>", "read: handlers without writes; write: those with writes")
      .choices(["read", "write", "all"])
      .default("all"),
  );
  addChoiceOptions(command);
  command.option("--include-review", "also handlers whose behaviour changes in a way that the report lists");
}

/** Options that name some handlers of many. */
export function addChoiceOptions(command: Command): void {
  command
    .option("--only <id>", "only this handler, or those that match a glob; can be repeated", collect)
    .option("--limit <n>", "at most so many handlers, the lowest risk first", parseLimit);
}

function formatParser(known: readonly string[]): (value: string, previous?: readonly string[]) => readonly string[] {
  return (value, previous = []) => {
    const formats = value.split(",").map((format) => format.trim());
    const unknown = formats.find((format) => !known.includes(format));
    if (unknown === undefined) return [...new Set([...previous, ...formats])];
    throw new InvalidArgumentError(`Known here: ${known.join(", ")}.${didYouMean(unknown, known)}`);
  };
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

function parseLimit(value: string): number {
  const limit = Number(value);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new InvalidArgumentError("It must be a whole number above 0.");
}
