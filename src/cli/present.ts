import { join } from "node:path";
import picocolors from "picocolors";
import { UserError } from "../diagnostics/user-error.ts";
import { writeOutput } from "../io/write-output.ts";
import type { Terminal } from "../report/paint.ts";
import type { Repository } from "./open-repository.ts";
import type { Format, FormatOptions } from "./options.ts";

/** How a command's result is written in each format that it knows. */
export interface Presentation {
  /** Name of the files under `--out`, without extension. */
  readonly stem: string;
  readonly options: FormatOptions;
  /** The format when none is asked for. */
  readonly standard: Format;
  /** It only says that something was done: left out under `--quiet`, unless a format asks for it. */
  readonly isConfirmation?: boolean;
  readonly render: Partial<Readonly<Record<Format, (terminal: Terminal) => string>>>;
}

const extensions: Readonly<Record<Format, string>> = { text: "txt", json: "json", md: "md", diff: "diff" };

/**
 * Refuses options that contradict each other; to be called before the work.
 *
 * @throws UserError for several formats without a directory
 */
export function checkFormats({ formats, out }: FormatOptions): void {
  if (formats.length < 2 || out !== null) return;
  throw new UserError(
    `Several formats (${formats.join(", ")}) cannot share stdout.`,
    "Add --out DIR to write one file for each.",
  );
}

/** Prints the result in the format that was asked for, or writes all of them to the directory of `--out`. */
export function present(repository: Repository, presentation: Presentation): void {
  const { stem, options, standard, render } = presentation;
  if (isSilent(presentation)) return;
  const formats = options.formats.length > 0 ? options.formats : [standard];
  for (const format of formats) {
    const isForTerminal = options.out === null;
    const text = render[format]?.(isForTerminal ? repository.terminal : plain(repository.terminal)) ?? "";
    if (options.out === null) repository.io.out(text);
    else writeReport(repository, join(options.out, `${stem}.${extensions[format]}`), text);
  }
}

function isSilent({ options, isConfirmation = false }: Presentation): boolean {
  return options.quiet && isConfirmation && options.formats.length === 0 && options.out === null;
}

function writeReport({ root, note }: Repository, path: string, text: string): void {
  writeOutput(root, path, text);
  note(`Wrote ${path}.`);
}

function plain(terminal: Terminal): Terminal {
  return { ...terminal, paint: picocolors.createColors(false) };
}
