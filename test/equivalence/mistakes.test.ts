import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generatedProgram } from "../support/generated/arbitrary-program.ts";
import { examine } from "../support/generated/examine.ts";
import { type Lanes, openLanes } from "../support/generated/lanes.ts";
import { mechanicalMistakes, type Mistake } from "../support/generated/mechanical-mistakes.ts";
import { planHandler } from "../support/generated/plan-handler.ts";
import type { Program, Statement } from "../support/generated/program.ts";
import { type Rendered, renderProgram } from "../support/generated/render/render-program.ts";

const handlers = 10;
const seed = 41;
/** A handler may leave before its last write whatever it is sent. */
const leastCaught = 0.85;

let opened: Lanes;

beforeAll(async () => {
  opened = await openLanes(1);
});

afterAll(() => opened.close());

interface Wrong extends Mistake {
  readonly rendered: Rendered;
}

/** Writes that wait for no other, which would only show as a request that takes too long. */
const write = (name: "createTask" | "createAudit"): Statement => ({
  kind: "operation",
  operation: { name, row: 0, value: 0 },
  use: "discard",
});

/** The first statements of a generated handler, and two writes. */
function writingProgram({ body }: Program): Program {
  return {
    shell: "function",
    context: "plain",
    format: "usual",
    shadows: false,
    body: [...body.slice(0, 2), write("createTask"), write("createAudit")],
    answer: "totals",
    other: null,
  };
}

/** Handlers with both mistakes, until there are enough of them. */
async function wrongRewrites(): Promise<readonly Wrong[]> {
  const found: Wrong[] = [];
  const programs = fc.sample(generatedProgram(), { numRuns: 200, seed });
  for (const [index, program] of programs.entries()) {
    if (found.length >= 2 * handlers) break;
    const rendered = await renderProgram(writingProgram(program), `wrong${index}`);
    const { handler, changed } = await planHandler(opened.application, rendered.files, rendered.route);
    const mistakes = handler.tier === "auto" ? mechanicalMistakes(changed[rendered.route] ?? "") : [];
    if (mistakes.length < 2 || !(await getsToItsEnd(writingProgram(program), index))) continue;
    found.push(...mistakes.map((mistake) => ({ ...mistake, rendered })));
  }
  return found;
}

/** A handler that always fails before its last write shows no mistake behind that. */
async function getsToItsEnd(program: Program, index: number): Promise<boolean> {
  const [lane] = opened.lanes;
  if (!lane) throw new Error("There is no lane");
  const options = { writers: [], readers: [], external: false, frames: false, stopAtFirst: true };
  // Under a name of its own: modules stay loaded.
  const rendered = await renderProgram(program, `right${index}`);
  const { results } = await examine({ application: opened.application, lane, options }, rendered);
  return results.some(({ answer }) => answer === "status 200");
}

test(`a mistake in the rewrite of ${handlers} generated handlers is seen`, async () => {
  const [lane] = opened.lanes;
  if (!lane) throw new Error("There is no lane");
  const faults = { writers: ["constraint"], readers: [], external: false, frames: false } as const;
  const options = { ...faults, handlersOnly: true, stopAtFirst: true };
  const missed: string[] = [];
  const wrong = await wrongRewrites();
  for (const { name, text, rendered } of wrong) {
    const { problem } = await examine({ application: opened.application, lane, options, instead: text }, rendered);
    if (problem === null) missed.push(`${name} in ${rendered.route}:\n${text}`);
  }
  expect(wrong).toHaveLength(2 * handlers);
  const caught = wrong.length - missed.length;
  process.stdout.write(`${caught} of ${wrong.length} mistakes seen, seed ${seed}\n`);
  expect(caught / wrong.length, missed.join("\n\n")).toBeGreaterThanOrEqual(leastCaught);
}, 300_000);
