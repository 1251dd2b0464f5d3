import { basename, resolve } from "node:path";
import { UserError } from "../../diagnostics/user-error.ts";
import { resolveRoot } from "../../io/disk-workspace.ts";
import type { Io } from "../../io/io.ts";
import { refuseToReplace, writePrivateFile } from "../../io/write-private-file.ts";
import { formatHar, type HarEntry } from "../../verify/requests/har.ts";
import { recordRequests } from "../../verify/requests/record.ts";
import { exitCodeOf, type ExitCode } from "../exit-code.ts";
import type { CommandContext } from "../handlers.ts";
import type { RecordOptions } from "../options.ts";

/** Where the recording goes if nothing else is said. */
const defaultOut = "migrate-sessions.requests.har";

/**
 * `migrate-sessions verify record`: stands in front of a running application and writes what a person clicks there to a
 * file, until Ctrl-C; a second one ends it at once.
 *
 * @throws UserError if the target is no URL, the file is there already, or the port is taken
 */
export async function verifyRecord({ io, tool }: CommandContext, options: RecordOptions): Promise<ExitCode> {
  const root = resolveRoot(resolve(io.cwd, options.cwd ?? "."));
  const target = targetOf(options.target);
  const out = options.out ?? defaultOut;
  if (!options.force) refuseToReplace(root, out);
  const note = (text: string): void => {
    if (!options.quiet) io.err(`${text}\n`);
  };
  const recorder = await recordRequests({
    target,
    port: options.port ?? 0,
    tool,
    onEntry: (entry) => note(`  ${lineOf(entry)}`),
  });
  note(`Recording ${target.origin}. Open ${recorder.origin}${target.pathname} in the browser; Ctrl-C ends and writes.`);
  await interrupted(io);
  await recorder.close();

  const har = recorder.har();
  const count = har.log.entries.length;
  if (count === 0) {
    note(`Nothing was recorded, and ${out} is not written.`);
    return exitCodeOf({ kind: "reported" });
  }
  writePrivateFile(root, out, formatHar(har));
  note(`Wrote ${count} ${count === 1 ? "request" : "requests"} to ${out}.`);
  note(`It holds cookies and what was typed in: add ${basename(out)} to .gitignore.`);
  return exitCodeOf({ kind: "reported" });
}

function targetOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new UserError(
    `${text} is not the URL of an application.`,
    "Start the application, and name it as in --target http://localhost:3000.",
  );
}

/** `POST /api/orders 201 35 ms` */
function lineOf({ request, response, time }: HarEntry): string {
  const { pathname, search } = new URL(request.url);
  return `${request.method} ${pathname}${search} ${response.status} ${time} ms`;
}

function interrupted(io: Io): Promise<void> {
  return new Promise((done) => {
    io.onInterrupt(done);
  });
}
