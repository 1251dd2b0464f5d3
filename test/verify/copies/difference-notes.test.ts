import { expect, test } from "vitest";
import { memoryWorkspace } from "../../../src/io/memory-workspace.ts";
import { differenceNotes } from "../../../src/verify/copies/difference-notes.ts";

const schema = { "prisma/schema.prisma": "model Note {}", "prisma/migrations/1/migration.sql": "SELECT 1;" };

test("the same schema and migrations: nothing to say", () => {
  expect(differenceNotes("main", memoryWorkspace(schema), memoryWorkspace(schema))).toEqual([]);
});

test("another schema: both versions share the client that is generated now, wherever it lies", () => {
  const now = memoryWorkspace({ ...schema, "prisma/schema.prisma": "model Note { id Int @id }" });
  expect(differenceNotes("main", memoryWorkspace(schema), now)).toEqual([
    expect.stringMatching(/^prisma\/schema\.prisma differs between main and the working tree: .* generated now\.$/),
  ]);
});

test("other migrations: both versions run on the same tables", () => {
  const now = memoryWorkspace({ ...schema, "prisma/migrations/2/migration.sql": "SELECT 2;" });
  expect(differenceNotes("main", memoryWorkspace(schema), now)).toEqual([expect.stringContaining("the same tables")]);
});
