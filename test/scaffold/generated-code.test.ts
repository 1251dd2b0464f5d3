import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { SALES_PORTAL } from "../support/sample-app/copy-application.ts";
import { temporaryTree } from "../support/temporary-tree.ts";
import { cases, initCase } from "./fixtures.ts";
import { typeErrors } from "./type-check.ts";

/** The fixtures use models of the sample application, whose generated client stands for `@prisma/client`. */
const tsconfig = {
  compilerOptions: {
    target: "ES2022",
    lib: ["dom", "dom.iterable", "ES2023"],
    module: "esnext",
    moduleResolution: "bundler",
    strict: true,
    noUnusedLocals: true,
    noEmit: true,
    skipLibCheck: true,
    esModuleInterop: true,
    types: ["node"],
    paths: { "@prisma/client": [join(SALES_PORTAL, "src/generated/prisma/client.ts")] },
  },
  include: ["cases"],
};

test("what init writes has no type error in any of the fixtures", { timeout: 120_000 }, async () => {
  const root = temporaryTree({ "tsconfig.json": JSON.stringify(tsconfig) });
  symlinkSync(join(import.meta.dirname, "../../node_modules"), join(root, "node_modules"), "junction");
  for (const name of cases) {
    const { after } = await initCase(name);
    for (const [file, text] of Object.entries(after)) {
      const path = join(root, "cases", name, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }
  expect(typeErrors(root)).toBe("");
});
