import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { regionFixtureFolder, regionFixtures } from "../support/region-fixtures.ts";

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ["lib.es2023.d.ts"],
  types: [],
};

test("no rewrite has a type error that its input has not", { timeout: 60_000 }, () => {
  const names = regionFixtures().map(({ name }) => name);
  const files = names.flatMap((name) => ["input", "expected"].map((kind) => fixtureFile(name, kind)));
  const program = ts.createProgram([...files, join(regionFixtureFolder, "ambient.d.ts")], options);
  const added = names.filter((name) => {
    const before = errorsOf(program, fixtureFile(name, "input"));
    return errorsOf(program, fixtureFile(name, "expected")).some((error) => !before.includes(error));
  });
  expect(added).toEqual([]);
});

function fixtureFile(name: string, kind: string): string {
  return join(regionFixtureFolder, name, `${kind}.ts`);
}

function errorsOf(program: ts.Program, file: string): readonly string[] {
  const found = program.getSemanticDiagnostics(program.getSourceFile(file));
  return found.map(({ code, messageText }) => `TS${code} ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
}
