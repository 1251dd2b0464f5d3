import { messageOf } from "../../diagnostics/message.ts";
import { carryOut } from "../carry-out.ts";
import { exitCodeOf, type ExitCode } from "../exit-code.ts";
import type { CommandContext } from "../handlers.ts";
import { openRepository } from "../open-repository.ts";
import type { InitOptions } from "../options.ts";
import { checkFormats } from "../present.ts";

/** `migrate-sessions init`: phase 1, adds the new session wrapper beside the old one. */
export async function init(context: CommandContext, options: InitOptions): Promise<ExitCode> {
  checkFormats(options);
  const repository = await openRepository(context, options);
  const { workspace, config, pipeline } = repository;
  const { diagnostics, ...plan } = await pipeline.planScaffold({ workspace, config });
  diagnostics.forEach((finding) => {
    repository.note(`${finding.file}:${finding.line} ${finding.code} ${messageOf(finding)}`);
  });
  const code = await carryOut(repository, { plan, options, stem: "init" });
  const problems = diagnostics.filter(({ severity }) => severity === "error").length;
  return code === 0 ? exitCodeOf({ kind: "checked", violations: problems }) : code;
}
