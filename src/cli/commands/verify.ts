import { availableParallelism } from "node:os";
import { keepVerdicts } from "../../apply/verdict-file.ts";
import { UserError } from "../../diagnostics/user-error.ts";
import { diskWorkspace } from "../../io/disk-workspace.ts";
import type { Workspace } from "../../io/workspace.ts";
import type { RepositoryVerification } from "../../model/verification.ts";
import { renderVerification } from "../../report/verification.ts";
import { verificationJson } from "../../report/verification-json.ts";
import { verificationMarkdown } from "../../report/verification-markdown.ts";
import { needsLook } from "../../report/verdicts.ts";
import type { CampaignOptions } from "../../verify/campaign/run-request.ts";
import { statementFaultKinds } from "../../verify/model/fault.ts";
import { givenLane } from "../../verify/setup/open-lanes.ts";
import { verifyRepository, type VerifyInput } from "../../verify/verify-repository.ts";
import { chooseVerified } from "../choose-verified.ts";
import { exitCodeOf, type ExitCode } from "../exit-code.ts";
import type { CommandContext } from "../handlers.ts";
import { openRepository, type Repository } from "../open-repository.ts";
import type { DatabaseOptions, VerifyOptions } from "../options.ts";
import { checkFormats, present } from "../present.ts";
import { progressLine } from "../progress.ts";

/** Written by hand, or by `verify record`. */
const defaultRequests = ["migrate-sessions.requests.json", "migrate-sessions.requests.har"] as const;

/** `migrate-sessions verify`: runs both versions on a real database, breaks every step, and compares. */
export async function verify(context: CommandContext, options: VerifyOptions): Promise<ExitCode> {
  checkFormats(options);
  checkSeed(options);
  const database = databaseInput(options);
  const repository = await openRepository(context, options);
  const result = await runUntilInterrupted(repository, {
    ...analyser(repository, options),
    root: repository.root,
    base: options.base,
    requests: options.requests ?? requestsIn(repository.workspace),
    database: { ...database, migrations: repository.config.prisma.migrations },
    options: campaignOptions(options.faults),
    note: repository.note,
  });
  if (result === null) return exitCodeOf({ kind: "interrupted" });
  keepVerdicts(repository.root, result.handlers);
  present(repository, {
    stem: "verification",
    options,
    standard: "text",
    render: {
      text: (terminal) => renderVerification(result, terminal),
      json: () => verificationJson(result, repository.tool),
      md: () => verificationMarkdown(result, repository.tool),
    },
  });
  return exitCodeOf({ kind: "checked", violations: result.handlers.filter(needsLook).length });
}

function requestsIn({ isFile }: Workspace): string {
  return defaultRequests.find(isFile) ?? defaultRequests[0];
}

function checkSeed({ seed, seedCommand }: DatabaseOptions): void {
  if (seed === null || seedCommand === null) return;
  throw new UserError("--seed and --seed-command are two ways to do the same.", "Give one of them.");
}

function databaseInput(options: DatabaseOptions): Omit<VerifyInput["database"], "migrations"> {
  const { urlVariable, embedded, seed, seedCommand } = options;
  const command = seedCommand === null ? null : { command: seedCommand };
  return {
    given: embedded ? null : givenLane(options),
    urlVariable,
    seed: seed === null ? command : { file: seed },
    lanes: Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2))),
  };
}

/** Copies have the configuration of the working tree: it says which names to look for. */
function analyser(
  { pipeline, config, note }: Repository,
  options: VerifyOptions,
): Pick<VerifyInput, "analyse" | "choose"> {
  return {
    async analyse(root) {
      const workspace = diskWorkspace(root);
      const { handlers, sharedFiles } = await pipeline.analyseRepository({ workspace, config });
      return { root, workspace, handlers, sharedFiles };
    },
    choose: (legacy, now) => chooseVerified({ legacy, now, options, note }),
  };
}

/** Every way in which a statement can fail where something is written; one where reads have nothing to undo. */
function campaignOptions(faults: VerifyOptions["faults"]): CampaignOptions {
  const none = faults === "none";
  return {
    writers: none ? [] : statementFaultKinds,
    readers: none ? [] : ["constraint"],
    external: faults === "all",
    frames: false,
    stopAtFirst: false,
  };
}

/** Null if the person pressed Ctrl-C: then all is stopped and removed, and nothing is kept. */
async function runUntilInterrupted(
  { io, quiet, note }: Repository,
  input: Omit<VerifyInput, "signal" | "onProgress">,
): Promise<RepositoryVerification | null> {
  const controller = new AbortController();
  const stopListening = io.onInterrupt(() => {
    controller.abort();
  });
  const progress = progressLine(io, quiet);
  const clearThen = (text: string): void => {
    progress.clear();
    note(text);
  };
  try {
    return await verifyRepository({
      ...input,
      note: clearThen,
      signal: controller.signal,
      onProgress: progress.show,
    });
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    clearThen("Interrupted: nothing is kept, and what was started is stopped.");
    return null;
  } finally {
    progress.clear();
    stopListening();
  }
}
