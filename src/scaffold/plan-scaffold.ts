import type { ScaffoldFacts, WrapperFacts } from "../analyse/scaffold/facts.ts";
import { scaffoldFacts } from "../analyse/scaffold/scaffold-facts.ts";
import { diagnostic } from "../diagnostics/create.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { UserError } from "../diagnostics/user-error.ts";
import { toolInfo } from "../io/tool-info.ts";
import type { Workspace } from "../io/workspace.ts";
import { compareBy } from "../model/compare.ts";
import type { ResolvedConfig } from "../model/config.ts";
import type { Plan } from "../model/plan.ts";
import { rowLevelSecurity } from "./row-level-security.ts";
import { type ScaffoldDraft, createDraft } from "./scaffold-draft.ts";
import { planWrapper } from "./plan-wrapper.ts";

export interface ScaffoldInput {
  readonly workspace: Workspace;
  readonly config: ResolvedConfig;
}

/** What `init` adds, and what it could not add. */
export interface ScaffoldPlan extends Plan {
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Plans phase 1: beside each legacy wrapper the replacement that is derived from it, `getTenantIdFromRequest` beside the
 * application's tenant lookup, and the tenant-scoped client beside its tenant transaction. Nothing is written. What is
 * there already stays as it is, so that a second run plans nothing.
 *
 * @throws UserError if the application declares none of the configured wrappers
 */
export async function planScaffold({ workspace, config }: ScaffoldInput): Promise<ScaffoldPlan> {
  const facts = await scaffoldFacts(workspace, config);
  requireWrapper(facts, config);
  const draft = createDraft({ facts, workspace, hasPolicies: hasPolicies(facts, workspace) });
  const findings = withoutUnmet(facts.wrappers).flatMap((wrapper) => planWrapper(draft, wrapper));
  return {
    version: 1,
    tool: toolInfo(),
    kind: "scaffold",
    files: plannedFiles(draft),
    diagnostics: [...findings, ...missing(facts), ...leaks(facts)],
  };
}

function requireWrapper({ wrappers }: ScaffoldFacts, config: ResolvedConfig): void {
  if (wrappers.length > 0) return;
  const names = config.sessions.filter(({ replacement }) => replacement !== null).map(({ legacy }) => legacy);
  const looked =
    names.length === 0
      ? "No session in the configuration has a replacement"
      : `No file declares and exports ${names.join(" or ")}`;
  throw new UserError(
    `${looked}, so there is nothing to derive a new wrapper from.`,
    'Name the wrapper under "sessions" in the configuration, or give the root of the application with --cwd DIR.',
  );
}

/** A wrapper that calls another one's replacement needs that to be there; refusing one may refuse the next. */
function withoutUnmet(wrappers: readonly WrapperFacts[]): readonly WrapperFacts[] {
  const refused = new Set(wrappers.flatMap(({ kind, family }) => (kind === "refused" ? [family.replacement] : [])));
  const checked = wrappers.map((wrapper) => unmet(wrapper, refused));
  return checked.every(({ kind }, index) => kind === wrappers[index]?.kind) ? wrappers : withoutUnmet(checked);
}

function unmet(wrapper: WrapperFacts, refused: ReadonlySet<string | null>): WrapperFacts {
  if (wrapper.kind !== "derived") return wrapper;
  const { family, functions } = wrapper;
  const missingName = functions.flatMap(({ renames }) => renames).find(({ to }) => refused.has(to.name))?.to.name;
  const [first] = functions;
  if (missingName === undefined || !first) return wrapper;
  const { file, line } = first.source;
  return {
    kind: "refused",
    family,
    barrels: [],
    file,
    line,
    why: `it calls a wrapper whose replacement ${missingName} cannot be derived`,
  };
}

/** Where there is no SQL to look at, a setting that the tenant transaction writes has a reader somewhere. */
function hasPolicies({ tenantTransaction }: ScaffoldFacts, workspace: Workspace): boolean {
  const found = rowLevelSecurity(workspace);
  return found === "policies" || (found === "unknown" && (tenantTransaction?.settings.length ?? 0) > 0);
}

function plannedFiles({ files }: ScaffoldDraft): Plan["files"] {
  return [...files.values()]
    .map((file) => file.planned())
    .filter(({ edits }) => edits.length > 0)
    .toSorted(compareBy(({ file }) => file));
}

function missing({ missing: families }: ScaffoldFacts): readonly Diagnostic[] {
  return families.map(({ legacy }) =>
    diagnostic(
      "MS1011",
      { file: "package.json", line: 1 },
      { wrapper: legacy, why: `no file declares and exports ${legacy}` },
    ),
  );
}

function leaks({ tenantTransaction }: ScaffoldFacts): readonly Diagnostic[] {
  if (!tenantTransaction?.leak) return [];
  const { leak, source } = tenantTransaction;
  return [diagnostic("MS4001", { file: source.file, line: leak.line }, { name: source.name, setting: leak.setting })];
}
