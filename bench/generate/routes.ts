import type { Model } from "./models.ts";
import { models } from "./models.ts";
import type { Random } from "./random.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One file `route.ts`, before its code is made. */
export interface RoutePlan {
  readonly file: string;
  readonly model: Model;
  /** True if the path has an `[id]`. */
  readonly hasId: boolean;
  /** The methods that call the session wrapper; none for a route that has nothing to do with it. */
  readonly methods: readonly Method[];
}

/**
 * Plans the route files: first as many as it takes to have `handlers` wrapper calls, then others without, up to
 * `routes` files. The shares of the methods are those of applications of the proposal's kind.
 */
export function planRoutes({ handlers, routes, random }: RouteOptions): readonly RoutePlan[] {
  const planned: RoutePlan[] = [];
  let rest = handlers;
  while (rest > 0 || planned.length < routes) {
    const methods = rest > 0 ? random.pickWeighted(methodSets).methods.slice(0, rest) : [];
    planned.push({ ...placeOf(planned.length), methods });
    rest -= methods.length;
  }
  return planned;
}

export interface RouteOptions {
  readonly handlers: number;
  readonly routes: number;
  readonly random: Random;
}

const methodSets: readonly { readonly methods: readonly Method[]; readonly weight: number }[] = [
  { methods: ["GET"], weight: 30 },
  { methods: ["POST"], weight: 20 },
  { methods: ["GET", "POST"], weight: 18 },
  { methods: ["GET", "PATCH", "DELETE"], weight: 14 },
  { methods: ["PATCH"], weight: 5 },
  { methods: ["GET", "PUT"], weight: 4 },
  { methods: ["GET", "POST", "PATCH", "DELETE"], weight: 4 },
  { methods: ["DELETE"], weight: 3 },
];

const endings = [
  ..."/[id] /search /[id]/status /export /[id]/notes /summary /[id]/assign /bulk /[id]/history /recent".split(" "),
  ..."/[id]/approve /import /[id]/duplicate /statistics /[id]/files /overview /[id]/lines /options".split(" "),
];

const areas = ["", "admin/", "mobile/", "(partner)/partner/", "reports/"];

/** The n-th place for a route: each model in turn, then the next ending, then the next area, then a new version. */
function placeOf(index: number): Pick<RoutePlan, "file" | "model" | "hasId"> {
  const allEndings = ["", ...endings];
  const model = models[index % models.length];
  const round = Math.floor(index / models.length);
  const ending = allEndings[round % allEndings.length];
  const areaIndex = Math.floor(round / allEndings.length);
  const area = areas[areaIndex % areas.length];
  const version = Math.floor(areaIndex / areas.length);
  if (model === undefined || ending === undefined || area === undefined) throw new RangeError(`No route ${index}.`);
  const prefix = version === 0 ? "" : `v${version + 1}/`;
  const file = `src/app/api/${prefix}${area}${model.path}${ending}/route.ts`;
  return { file, model, hasId: ending.includes("[id]") };
}
