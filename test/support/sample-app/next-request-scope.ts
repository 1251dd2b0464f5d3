import "./next-environment.ts";
import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external.js";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external.js";

type WorkStore = Parameters<typeof workAsyncStorage.run>[0];
type WorkUnitStore = Parameters<typeof workUnitAsyncStorage.run>[0];

/**
 * Runs `work` where `headers()`, `after()` and `revalidatePath()` find what they need, as inside a Next server. The
 * callbacks given to `after()` run when `work` is done, also when it failed; their errors are returned, not thrown.
 */
export async function withNextRequestScope<T>(
  headers: Headers,
  work: () => Promise<T>,
): Promise<{ result: T; afterErrors: unknown[] }> {
  const later: (Promise<unknown> | (() => unknown))[] = [];
  const workStore = {
    route: "/",
    afterContext: { after: (task: Promise<unknown> | (() => unknown)) => void later.push(task) },
    incrementalCache: {},
    pendingRevalidatedTags: [],
    cacheLifeProfiles: {},
  } as unknown as WorkStore;
  const unitStore = { type: "request", phase: "action", headers } as unknown as WorkUnitStore;

  const result = await workAsyncStorage.run(workStore, () => workUnitAsyncStorage.run(unitStore, work));
  const settled = await Promise.allSettled(later.map(async (task) => (typeof task === "function" ? task() : task)));
  return { result, afterErrors: settled.flatMap((one): unknown[] => (one.status === "rejected" ? [one.reason] : [])) };
}
