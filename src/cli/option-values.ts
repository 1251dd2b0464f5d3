import type { Command } from "commander";
import type { Selection } from "../plan/selection.ts";
import type { Format, FormatOptions, GlobalOptions, RecordOptions, VerifyOptions, WriteOptions } from "./options.ts";

/** The options of a command with the global ones, wherever they stood on the command line. */
export type OptionValues = Readonly<Record<string, unknown>>;

export function optionValues(command: Command): OptionValues {
  return command.optsWithGlobals<Record<string, unknown>>();
}

export function globalOptions(values: OptionValues): GlobalOptions {
  return {
    cwd: text(values, "cwd"),
    config: text(values, "config"),
    quiet: values["quiet"] === true,
    color: values["color"] !== false,
  };
}

export function formatOptions(values: OptionValues): FormatOptions {
  return { ...globalOptions(values), formats: list(values, "format").filter(isFormat), out: text(values, "out") };
}

/** `--check` previews as well: a command that is asked whether something is pending must not do it. */
export function writeOptions(values: OptionValues): WriteOptions {
  const check = values["check"] === true;
  return {
    ...formatOptions(values),
    dryRun: check || values["dryRun"] === true,
    check,
    force: values["force"] === true,
  };
}

export function selectionOptions(values: OptionValues): Selection {
  const { phase, limit } = values;
  return {
    phase: phase === "read" || phase === "write" ? phase : "all",
    only: list(values, "only"),
    limit: typeof limit === "number" ? limit : null,
    includeReview: values["includeReview"] === true,
  };
}

export function verifyOptions(values: OptionValues): VerifyOptions {
  const { faults } = values;
  const { only, limit } = selectionOptions(values);
  return {
    ...formatOptions(values),
    only,
    limit,
    databaseUrl: text(values, "databaseUrl"),
    adminUrl: text(values, "adminUrl"),
    urlVariable: text(values, "urlVariable") ?? "DATABASE_URL",
    disposable: values["disposable"] === true,
    embedded: values["embedded"] === true,
    seed: text(values, "seed"),
    seedCommand: text(values, "seedCommand"),
    requests: text(values, "requests"),
    base: text(values, "base") ?? "HEAD",
    faults: faults === "statements" || faults === "none" ? faults : "all",
  };
}

export function recordOptions(values: OptionValues): RecordOptions {
  const { port } = values;
  return {
    ...globalOptions(values),
    target: text(values, "target") ?? "",
    port: typeof port === "number" ? port : null,
    out: text(values, "out"),
    force: values["force"] === true,
  };
}

export function text(values: OptionValues, key: string): string | null {
  const value = values[key];
  return typeof value === "string" ? value : null;
}

function list(values: OptionValues, key: string): readonly string[] {
  const value = values[key];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function isFormat(value: string): value is Format {
  return value === "text" || value === "json" || value === "md" || value === "diff";
}
