import fc from "fast-check";
import { expect, it } from "vitest";
import { analyseRepository } from "../../src/analyse/analyse-repository.ts";
import { defaultConfig } from "../../src/config/default-config.ts";
import { memoryWorkspace } from "../../src/io/memory-workspace.ts";
import { arbitraryProgram, filesOfProgram, type Program, truthOfProgram } from "../support/analyse/random-program.ts";
import { baseFiles } from "../support/analyse/shape-fixtures.ts";

/** Programs that are analysed together, as the handlers of one application. */
const together = 25;
const applications = 40;

it(`${together * applications} random programs: no write is called a read or nothing, and what is known is right`, async () => {
  let unknown = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(arbitraryProgram(), { minLength: 1, maxLength: together, size: "max" }),
      async (programs) => {
        const found = await classificationsOf(programs);
        unknown += found.filter((classification) => classification === "unknown").length;
        const wrong = programs.flatMap((program, index) => {
          const truth = truthOfProgram(program);
          return found[index] === truth || found[index] === "unknown"
            ? []
            : [{ program, truth, found: found[index], files: filesOfProgram(program, "p") }];
        });
        expect(wrong).toEqual([]);
      },
    ),
    { numRuns: applications },
  );
  expect(unknown / (together * applications)).toBeLessThan(0.05);
}, 60_000);

async function classificationsOf(programs: readonly Program[]): Promise<readonly (string | undefined)[]> {
  const files = programs.map((program, index) => filesOfProgram(program, `p${index}`));
  const workspace = memoryWorkspace(Object.assign({ ...baseFiles() }, ...files) as Record<string, string>);
  const { handlers } = await analyseRepository({ workspace, config: defaultConfig });
  const byFile = new Map(handlers.map(({ file, classification }) => [file, classification]));
  return programs.map((_, index) => byFile.get(`src/app/api/p${index}/route.ts`));
}
