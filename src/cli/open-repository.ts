import { relative, resolve } from "node:path";
import picocolors from "picocolors";
import { loadConfig } from "../config/load-config.ts";
import { UserError } from "../diagnostics/user-error.ts";
import { diskWorkspace, resolveRoot } from "../io/disk-workspace.ts";
import { enclosingApplication } from "../io/enclosing-application.ts";
import type { Io } from "../io/io.ts";
import type { Workspace } from "../io/workspace.ts";
import type { ResolvedConfig } from "../model/config.ts";
import type { ToolInfo } from "../model/report.ts";
import type { Paint, Terminal } from "../report/paint.ts";
import type { CommandContext } from "./handlers.ts";
import type { GlobalOptions } from "./options.ts";
import type { Analysis, Pipeline } from "./pipeline.ts";
import { progressLine } from "./progress.ts";

/** What every command starts from. */
export interface Repository {
  /** The root's real path. */
  readonly root: string;
  readonly workspace: Workspace;
  readonly config: ResolvedConfig;
  readonly pipeline: Pipeline;
  readonly tool: ToolInfo;
  readonly io: Io;
  readonly terminal: Terminal;
  readonly quiet: boolean;
  /** Tells the person something that is not the data: to stderr, and not under `--quiet`. */
  readonly note: (text: string) => void;
}

/**
 * Opens the repository that the options name, with its configuration.
 *
 * @throws UserError if there is no such directory, it is only a part of an application, or its configuration is not valid
 */
export async function openRepository(context: CommandContext, options: GlobalOptions): Promise<Repository> {
  const { io, tool } = context;
  const root = resolveRoot(resolve(io.cwd, options.cwd ?? "."));
  refusePart(root, io.cwd);
  const { config } = await loadConfig(root, options.config);
  return {
    root,
    workspace: diskWorkspace(root),
    config,
    pipeline: await context.loadPipeline(),
    tool,
    io,
    terminal: { paint: colours(io.color && options.color), columns: io.columns },
    quiet: options.quiet,
    note: (text) => {
      if (!options.quiet) io.err(`${text}\n`);
    },
  };
}

/** Imports would not be followed from there: a handler could be moved to a replacement that nobody has seen. */
function refusePart(root: string, cwd: string): void {
  const way = enclosingApplication(root);
  if (way === null) return;
  const target = relative(resolveRoot(cwd), resolve(root, way)) || ".";
  throw new UserError(
    "This directory is only a part of an application.",
    `Run in its root, or with --cwd ${target}; --only '<folder>/**' restricts a run to a part.`,
  );
}

function colours(enabled: boolean): Paint {
  return picocolors.createColors(enabled);
}

/**
 * Analyses the whole repository, with progress on a terminal.
 *
 * @throws UserError if it has no handlers: then a name or a place is wrong
 */
export async function analyse(repository: Repository): Promise<Analysis> {
  const { workspace, config, pipeline } = repository;
  const progress = progressLine(repository.io, repository.quiet);
  try {
    const analysis = await pipeline.analyseRepository({ workspace, config, onProgress: progress.show });
    if (analysis.handlers.length === 0) throw nothingFound(workspace, config);
    return analysis;
  } finally {
    progress.clear();
  }
}

function nothingFound(workspace: Workspace, config: ResolvedConfig): UserError {
  const names = config.sessions.flatMap(({ legacy, replacement }) =>
    replacement === null ? [legacy] : [legacy, replacement],
  );
  const files = workspace.list(config.include, config.exclude).length;
  return new UserError(
    `No handlers found: no call of ${names.join(" or ")} in ${files} files that match ${config.include.join(", ")}.`,
    'Check that --cwd is the root of the application, and that "sessions" and "include" of the configuration fit it.',
  );
}
