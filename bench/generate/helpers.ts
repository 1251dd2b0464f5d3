import type { Helper, HelperForm, HelperResult } from "./helper.ts";
import { kebab, models } from "./models.ts";
import type { Random } from "./random.ts";

/**
 * Plans the helper functions: half of them work on the database alone, the others call helpers of the level below, up
 * to three files deep. About six in ten only read, and everything that such a helper reaches only reads too.
 */
export function planHelpers(count: number, random: Random): readonly Helper[] {
  const planned: Helper[] = [];
  const taken = new Set<string>();
  for (let index = 0; index < count; index++) {
    planned.push(planHelper({ level: levelOf(index / count), planned, taken, random }));
  }
  return planned;
}

interface Planning {
  readonly level: number;
  readonly planned: readonly Helper[];
  readonly taken: Set<string>;
  readonly random: Random;
}

function levelOf(share: number): number {
  if (share < 0.5) return 0;
  if (share < 0.75) return 1;
  return share < 0.9 ? 2 : 3;
}

function planHelper({ level, planned, taken, random }: Planning): Helper {
  const [model, other] = random.sample(models, 2);
  if (!model || !other) throw new RangeError("A helper needs two models.");
  const isWriter = random.chance(0.4);
  const form = random.pickWeighted(forms).form;
  const verb = random.pick(isWriter ? writingVerbs : readingVerbs);
  const name = freeName([verb.verb + model.name, `${verb.verb + model.name}For${other.name}`], taken);
  const file = `src/lib/${model.path}/${kebab(name)}.ts`;
  const callees = pickCallees({ level, planned, isWriter, random });
  const ownWrites = isWriter ? random.integer(callees.some(isWriting) ? 0 : 1, 3) : 0;
  const own = Array.from({ length: ownWrites }, (_, index) => `${file}:${index}`);
  return {
    file,
    specifier: `@/lib/${model.path}/${kebab(name)}`,
    name: form === "service" ? `${name.charAt(0).toUpperCase()}${name.slice(1)}Service` : name,
    form,
    returns: verb.returns,
    model,
    other,
    level,
    callees,
    ownWrites,
    writes: new Set([...own, ...callees.flatMap((callee) => [...callee.writes])]),
    external: random.chance(isWriter ? 0.12 : 0.04),
  };
}

const forms: readonly { readonly form: HelperForm; readonly weight: number }[] = [
  { form: "client-first", weight: 62 },
  { form: "object", weight: 14 },
  { form: "client-last", weight: 10 },
  { form: "service", weight: 8 },
  { form: "global", weight: 6 },
];

interface Verb {
  readonly verb: string;
  readonly returns: HelperResult;
}

const readingVerbs: readonly Verb[] = [
  { verb: "load", returns: "record" },
  { verb: "find", returns: "record" },
  { verb: "resolve", returns: "record" },
  { verb: "list", returns: "records" },
  { verb: "search", returns: "records" },
  { verb: "collect", returns: "records" },
  { verb: "count", returns: "number" },
  { verb: "measure", returns: "number" },
];

const writingVerbs: readonly Verb[] = [
  { verb: "confirm", returns: "saved" },
  { verb: "prepare", returns: "saved" },
  { verb: "register", returns: "saved" },
  { verb: "archive", returns: "nothing" },
  { verb: "refresh", returns: "nothing" },
  { verb: "synchronise", returns: "nothing" },
];

function freeName(candidates: readonly string[], taken: Set<string>): string {
  const last = candidates.at(-1) ?? "helper";
  const numbered = Array.from({ length: 50 }, (_, index) => `${last}${index + 2}`);
  const name = [...candidates, ...numbered].find((candidate) => !taken.has(candidate));
  if (name === undefined) throw new RangeError(`No free name like ${last}: ask for fewer helpers.`);
  taken.add(name);
  return name;
}

function pickCallees({
  level,
  planned,
  isWriter,
  random,
}: Omit<Planning, "taken"> & { isWriter: boolean }): readonly Helper[] {
  if (level === 0) return [];
  const below = planned.filter((helper) => helper.level === level - 1 && (isWriter || !isWriting(helper)));
  return random.sample(below, random.integer(1, 3));
}

function isWriting(helper: Helper): boolean {
  return helper.writes.size > 0;
}
