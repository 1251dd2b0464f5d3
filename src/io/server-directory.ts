import { readFileSync, rmSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAbruptEnd } from "./abrupt-end.ts";

/** Where a Postgres of our own keeps its data. */
export interface ServerDirectory {
  /** Not there yet: Postgres makes it. */
  readonly data: string;
  readonly remove: () => Promise<void>;
}

/**
 * Makes a temporary directory that another user may enter: as root, the server runs as one. If the process is ended
 * before its time, the server that works in the directory is ended, too.
 */
export async function makeServerDirectory(): Promise<ServerDirectory> {
  const root = await mkdtemp(join(tmpdir(), "migrate-sessions-pg-"));
  const data = join(root, "data");
  const forget = beforeAbruptEnd(() => {
    endServer(data);
    rmSync(root, thoroughly);
  });
  await chmod(root, 0o755);
  return {
    data,
    async remove() {
      await rm(root, thoroughly);
      forget();
    },
  };
}

/** What a server still writes while its files are removed is removed in the next attempt. */
const thoroughly = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 } as const;

/** SIGQUIT: immediate shutdown (manual, "Shutting Down the Server"). The first line of the file is the server's process. */
function endServer(data: string): void {
  try {
    process.kill(Number.parseInt(readFileSync(join(data, "postmaster.pid"), "utf8"), 10), "SIGQUIT");
  } catch {
    // It does not run yet, or no longer.
  }
}
