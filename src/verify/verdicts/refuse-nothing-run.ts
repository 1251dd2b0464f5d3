import { UserError } from "../../diagnostics/user-error.ts";
import type { RequestResult } from "../campaign/request-result.ts";

/**
 * If the former version could not be run for any request, it is no verdict on handlers, but a problem of the set-up.
 *
 * @param root of the former version's copy: people know its files by their paths in the application
 * @throws UserError with what the application said
 */
export function refuseNothingRun(results: readonly RequestResult[], root: string): void {
  const [first] = results;
  if (first?.broken === null || first === undefined) return;
  if (results.some(({ broken }) => broken === null || broken.version === "migrated")) return;
  const said = first.broken.message.split("\n").filter((line) => !/^\s+at /.test(line));
  const message = said.join("\n").replaceAll(`${root}/`, "");
  throw new UserError(
    `The former version of the application could not be run: ${message}`,
    /cannot find module\b.*(?:generated|prisma)/i.test(message)
      ? "Generate the Prisma client first (npx prisma generate); ignored files are copied into both versions."
      : "docs/verify.md says what it needs: its environment, its generated Prisma client, replacements for modules.",
  );
}
