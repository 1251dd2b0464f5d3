import { foundationFiles } from "./generate/foundation.ts";
import { helperFile } from "./generate/helper-file.ts";
import { planHelpers } from "./generate/helpers.ts";
import type { Label } from "./generate/label.ts";
import { sqlMigrations } from "./generate/migration.ts";
import { pageFiles } from "./generate/pages.ts";
import type { Pool } from "./generate/plan-handler.ts";
import { publicRoute } from "./generate/public-route.ts";
import { createRandom } from "./generate/random.ts";
import { planRoutes } from "./generate/routes.ts";
import type { RoutePlan } from "./generate/routes.ts";
import { prismaSchema } from "./generate/schema.ts";
import { sessionRoute } from "./generate/session-route.ts";

export interface ApplicationSize {
  /** Calls of the session wrapper. */
  readonly handlers: number;
  /** Route files, with and without the wrapper; more if the handlers need more. */
  readonly routes: number;
  readonly helpers: number;
}

export interface GeneratedApplication {
  /** Text by path relative to the application's root, without the Prisma client that `prisma generate` makes. */
  readonly files: ReadonlyMap<string, string>;
  /** One per handler, sorted by id. */
  readonly labels: readonly Label[];
  readonly counts: ApplicationCounts;
}

export interface ApplicationCounts {
  readonly handlers: number;
  readonly routes: number;
  /** Route files that call the wrapper. */
  readonly sessionRoutes: number;
  readonly helpers: number;
  /** Pages and components. */
  readonly pages: number;
  /** All TypeScript files, without the Prisma client. */
  readonly sources: number;
  /** Lines in them. */
  readonly lines: number;
}

/**
 * Makes a Next.js application of the proposal's kind in memory. Deterministic: the same size and seed give the same
 * bytes. Every handler comes with a label that says what is true about it.
 */
export function generateApplication(size: ApplicationSize, seed: number): GeneratedApplication {
  const random = createRandom(seed);
  const helpers = planHelpers(size.helpers, random);
  const pool: Pool = {
    random,
    readers: helpers.filter((helper) => helper.writes.size === 0),
    writers: helpers.filter((helper) => helper.writes.size > 0),
  };
  const routes = planRoutes({ handlers: size.handlers, routes: size.routes, random });
  const routeFiles = routes.map((route) => ({ file: route.file, ...routeFile(route, pool) }));
  const pages = pageFiles(Math.ceil(size.routes / 5));
  const files = new Map([
    ...foundationFiles(),
    ["prisma/schema.prisma", prismaSchema()] as const,
    ...sqlMigrations(),
    ...helpers.map((helper) => [helper.file, helperFile(helper, random)] as const),
    ...routeFiles.map(({ file, text }) => [file, text] as const),
    ...pages,
  ]);
  const labels = routeFiles.flatMap((route) => route.labels).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const sources = [...files].filter(([file]) => /\.tsx?$/.test(file)).map(([, text]) => text);
  const counts = {
    handlers: labels.length,
    routes: routes.length,
    sessionRoutes: routes.filter((route) => route.methods.length > 0).length,
    helpers: helpers.length,
    pages: pages.size,
    sources: sources.length,
    lines: sources.reduce((sum, text) => sum + text.split("\n").length - 1, 0),
  };
  return { files, labels, counts };
}

function routeFile(route: RoutePlan, pool: Pool): { text: string; labels: readonly Label[] } {
  if (route.methods.length === 0) return { text: publicRoute(route, pool), labels: [] };
  return sessionRoute(route, pool);
}
