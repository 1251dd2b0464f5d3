import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { knownKeys } from "../../src/config/schema.ts";
import { createHandlers } from "../../src/cli/handlers.ts";
import { createProgram } from "../../src/cli/program.ts";
import { memoryIo } from "../support/memory-io.ts";
import { tool } from "../support/plans.ts";

const docs = new URL("../../docs/", import.meta.url);
const pages = readdirSync(docs).filter((file) => file.endsWith(".md"));

function read(page: string): string {
  return readFileSync(new URL(page, docs), "utf8");
}

/** As GitHub makes it from a heading. */
function anchors(page: string): readonly string[] {
  return Array.from(read(page).matchAll(/^#+ (.*)$/gm), ([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test.each(pages)("every link of %s leads somewhere", (page) => {
  const links = Array.from(read(page).matchAll(/\]\(((?!https?:)[^)]*)\)/g), ([, link = ""]) => link);
  for (const link of links) {
    const [file = "", anchor] = link.split("#");
    const target = file === "" ? page : file;
    expect(existsSync(new URL(target, docs)), link).toBe(true);
    if (anchor !== undefined) expect(anchors(target), link).toContain(anchor);
  }
});

describe("docs/commands.md", () => {
  const io = memoryIo();
  const handlers = createHandlers({ io, tool, loadPipeline: () => Promise.reject(new Error("not used")) });
  const program = createProgram({ handlers, io, tool, onExit: () => undefined });
  const page = read("commands.md");

  test.each(program.commands.map((command) => command.name()))("has a section for %s", (name) => {
    expect(page).toContain(`\n## ${name}\n`);
  });

  test("names every option", () => {
    const options = [program, ...program.commands].flatMap((command) => command.options);
    for (const { long } of options) expect(page).toContain(long);
  });
});

test("docs/configuration.md names every key", () => {
  const page = read("configuration.md");
  for (const [section, keys] of knownKeys) {
    for (const key of keys) {
      expect(page, `${section}.${key}`).toMatch(
        section === "" ? new RegExp(`^## .*\\b${key}\\b`, "m") : `| \`${key}\` |`,
      );
    }
  }
});
