import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { FileFacts } from "../model/file.ts";
import type { HandlerFacts } from "../model/handler.ts";
import type { RepositoryPath } from "../model/text.ts";

/** Everything that the planner needs to know about a repository: plain data, no syntax trees. */
export interface RepositoryAnalysis {
  /** Sorted by file and position. */
  readonly handlers: readonly HandlerFacts[];
  /** The files that wrapper calls and handler functions stand in. */
  readonly files: readonly FileFacts[];
  /** Findings that are not about one handler. */
  readonly diagnostics: readonly Diagnostic[];
  readonly application: ApplicationFacts;
}

export interface ApplicationFacts {
  /** Number of source files that were looked at. */
  readonly sourceFiles: number;
  /** Files that all handlers run on: the wrappers', the tenant transaction's, and what the wrappers' import directly. */
  readonly sharedFiles: readonly RepositoryPath[];
  readonly prismaVersion: string | null;
  /** True if transaction clients have `$transaction`. */
  readonly nestedTransactions: boolean;
  /** Null if the repository exports no tenant transaction of the configured name. */
  readonly tenantTransaction: {
    readonly file: RepositoryPath;
    readonly name: string;
    readonly acceptsOptions: boolean;
    /** How each file with a handler function would import it. */
    readonly specifiers: Readonly<Record<RepositoryPath, string>>;
  } | null;
}
