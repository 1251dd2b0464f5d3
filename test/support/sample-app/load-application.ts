import { existsSync } from "node:fs";
import { join } from "node:path";
import { createJiti } from "jiti";

/** One copy of the sample application, loaded into this process with a database client of its own. */
export interface LoadedApplication {
  root: string;
  /** The exports of a module of the application, by its path from the root. */
  load(file: string): Promise<Record<string, unknown>>;
  /** Closes the copy's database connections. */
  close(): Promise<void>;
}

type DisposableClient = { $disconnect(): Promise<void> };

/**
 * Loads a copy of the sample application. Several copies may be loaded side by side: `@/` means each copy's own
 * `src`, and each gets its own client. `node_modules` must be reachable from the copy.
 */
export async function loadApplication(root: string, databaseUrl: string): Promise<LoadedApplication> {
  if (!existsSync(join(root, "src/generated/prisma/client.ts"))) {
    throw new Error(`${root} has no generated Prisma client: run scripts/generate-fixture-clients.mjs first`);
  }
  const jiti = createJiti(join(root, "package.json"), {
    alias: { "@": join(root, "src") },
    jsx: { runtime: "automatic" },
    interopDefault: false,
  });
  const load = (file: string) => jiti.import<Record<string, unknown>>(join(root, file));
  const client = await loadClient(load, databaseUrl);
  return { root, load, close: () => client.$disconnect() };
}

/** The application keeps its client on `globalThis`, as Next applications do; two copies must not share it. */
async function loadClient(load: LoadedApplication["load"], databaseUrl: string): Promise<DisposableClient> {
  const shared = globalThis as { prisma?: unknown };
  delete shared.prisma;
  process.env["DATABASE_URL"] = databaseUrl;
  process.env["LOG_LEVEL"] = "silent";
  const { prisma } = await load("src/lib/prisma.ts");
  delete shared.prisma;
  return prisma as DisposableClient;
}
