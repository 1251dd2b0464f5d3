import { expect, it } from "vitest";
import { agreementOf } from "../../bench/agreement.ts";
import { generateApplication } from "../../bench/generate.ts";
import { defaultConfig } from "../../src/config/default-config.ts";
import { memoryWorkspace } from "../../src/io/memory-workspace.ts";
import { analyseRepository } from "../../src/pipeline.ts";

it.each([1, 2, 3])("the analysis classifies the generated application as it was generated (seed %i)", async (seed) => {
  const { files, labels } = generateApplication({ handlers: 40, routes: 40, helpers: 24 }, seed);
  const workspace = memoryWorkspace(Object.fromEntries(files));
  const { handlers } = await analyseRepository({ workspace, config: defaultConfig });
  const agreement = agreementOf(labels, handlers);
  expect(agreement.differences).toEqual([]);
  expect(agreement.sameClass).toBe(labels.length);
});
