import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAbruptEnd } from "./abrupt-end.ts";

export interface TemporaryDirectory {
  /** Its real path. */
  readonly path: string;
  /** Removes it with all that is in it; what symbolic links lead to stays. */
  readonly remove: () => Promise<void>;
}

/** Makes an empty directory for a while. The names of two of them are of the same length. */
export function temporaryDirectory(): TemporaryDirectory {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "migrate-sessions-")));
  const forget = beforeAbruptEnd(() => rmSync(path, thoroughly));
  return {
    path,
    async remove() {
      await rm(path, thoroughly);
      forget();
    },
  };
}

const thoroughly = { recursive: true, force: true, maxRetries: 3 } as const;
