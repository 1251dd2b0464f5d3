import { describe, expect, it } from "vitest";
import { analyseRepository } from "../../src/analyse/analyse-repository.ts";
import { defaultConfig } from "../../src/config/default-config.ts";
import { memoryWorkspace } from "../../src/io/memory-workspace.ts";
import { type ExpectedHandler, truthOf } from "../support/analyse/truth-of.ts";
import { readShape, shapeNames } from "../support/analyse/shape-fixtures.ts";
import { brokenPaths } from "../support/analyse/broken-paths.ts";

const shapes = shapeNames();

describe("the shapes of PATTERNS.md A and B, and nasty code", () => {
  it.each(shapes)("%s", async (name) => {
    const shape = readShape(name);
    const { handlers } = await analyseRepository({
      workspace: memoryWorkspace(shape.files),
      config: { ...defaultConfig, ...shape.config },
    });
    const found = Object.fromEntries(
      handlers.map((handler): [string, ExpectedHandler] => [handler.id, truthOf(handler)]),
    );
    expect(found).toEqual(shape.expected);
    expect(brokenPaths(handlers, shape.files)).toEqual([]);
  });
});
