import type { ToolInfo } from "../model/report.ts";
import type { RepositoryVerification, VerifiedHandler } from "../model/verification.ts";

/** The result of `verify` for other programs. Keys are written out so that no field of the model leaks into it. */
export function verificationJson({ base, handlers, totals }: RepositoryVerification, tool: ToolInfo): string {
  const { requests, statements, faults, runs, seconds } = totals;
  const content = {
    version: 1,
    tool: { name: tool.name, version: tool.version },
    base,
    totals: { requests, statements, faults, runs, seconds },
    handlers: handlers.map(handlerJson),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function handlerJson(handler: VerifiedHandler): object {
  const { id, verdict, requests, faults, unlisted, listed, stale, broken, differences } = handler;
  return {
    id,
    verdict,
    requests,
    faults: { statement: faults.statement, external: faults.external },
    unlisted: [...unlisted],
    listed: [...listed],
    stale: [...stale],
    broken: [...broken],
    differences: differences.map(({ request, fault, parts, text }) => ({ request, fault, parts: [...parts], text })),
  };
}
