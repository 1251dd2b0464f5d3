import { AsyncResource } from "node:async_hooks";
import type { HandlerRequest } from "../model/request.ts";
import type { NextInternals } from "./next-internals.ts";

/** What a request leaves with Next. */
export interface NextScope {
  run<T>(work: () => T): T;
  /** Takes the callbacks and promises given to `after()` so far. */
  takeLater(): readonly Later[];
  /** Adds the cookies that were set with `cookies()`. */
  appendCookies(headers: Headers): void;
}

export type Later = () => unknown;

/** Where `headers()`, `cookies()`, `after()`, `revalidatePath()` and the like find what they need, as in a Next server. */
export function openNextScope(next: NextInternals, request: HandlerRequest): NextScope {
  const later: Later[] = [];
  const headers = new Headers(request.headers);
  const mutableCookies = next.mutableCookies(headers);
  const work = workStore(request, (task) => later.push(task));
  const unit = {
    ...unitStore(request),
    headers: next.sealHeaders(headers),
    cookies: next.sealCookies(headers),
    mutableCookies,
    userspaceMutableCookies: mutableCookies,
  };
  const action = { isAction: request.target.kind === "action", isAppRoute: request.target.kind === "route" };
  return {
    run: (inside) => next.work.run(work, () => next.unit.run(unit, () => next.action.run(action, inside))),
    takeLater: () => later.splice(0),
    appendCookies: (answer) => next.appendCookies(answer, mutableCookies),
  };
}

/** One object for all versions: each reads the fields that it knows. */
function workStore(request: HandlerRequest, add: (task: Later) => void): object {
  const route = new URL(request.url).pathname;
  return {
    route,
    page: `${route}/${request.target.kind === "route" ? "route" : "page"}`,
    urlPathname: route,
    afterContext: {
      after: (task: unknown) => {
        if (typeof task === "function") return add(AsyncResource.bind(() => (task as Later)()));
        // The promise is under way; its error must have somebody who waits from now on.
        const settled = Promise.resolve(task).then(
          () => null,
          (error: unknown) => ({ error }),
        );
        add(async () => {
          const failure = await settled;
          if (failure !== null) throw failure.error;
        });
      },
    },
    incrementalCache: emptyCache,
    isStaticGeneration: false,
    isDraftMode: false,
    forceDynamic: true,
    pendingRevalidates: {},
    pendingRevalidatedTags: [],
    previouslyRevalidatedTags: [],
    revalidatedTags: [],
    cacheLifeProfiles: {},
    refreshTagsByCacheKind: new Map(),
    runInCleanSnapshot: (work: Later) => work(),
    reactServerErrorsByDigest: new Map(),
  };
}

function unitStore(request: HandlerRequest): object {
  const { pathname, search } = new URL(request.url);
  return {
    type: "request",
    phase: request.target.kind === "page" ? "render" : "action",
    url: { pathname, search },
    rootParams: {},
    implicitTags: { tags: [], expirationsByCacheKind: new Map() },
    draftMode: { isEnabled: false, enable: () => undefined, disable: () => undefined },
    resumeDataCache: null,
  };
}

/** Nothing is ever cached, so that `unstable_cache` calls the function that it was given. */
const emptyCache = {
  isOnDemandRevalidate: false,
  generateCacheKey: (key: string) => Promise.resolve(key),
  generateSimpleCacheKey: (key: string) => key,
  get: () => Promise.resolve(null),
  set: () => Promise.resolve(),
  lock: () => Promise.resolve(() => Promise.resolve()),
  revalidateTag: () => Promise.resolve(),
  resetRequestCache: () => undefined,
};
