import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where a Postgres of our own keeps its data. */
export interface ServerDirectory {
  readonly root: string;
  /** Not there yet: Postgres makes it. */
  readonly data: string;
}

/** Makes a temporary directory that another user may enter: as root, the server runs as one. */
export async function makeServerDirectory(): Promise<ServerDirectory> {
  const root = await mkdtemp(join(tmpdir(), "migrate-sessions-pg-"));
  await chmod(root, 0o755);
  return { root, data: join(root, "data") };
}

export async function removeServerDirectory({ root }: ServerDirectory): Promise<void> {
  await rm(root, { recursive: true, force: true });
}
