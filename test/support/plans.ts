import { hashOf } from "../../src/io/text-file.ts";
import type { Plan, PlannedFile } from "../../src/model/plan.ts";

export const tool = { name: "migrate-sessions", version: "0.0.0-test" };

export function planOf(...files: readonly PlannedFile[]): Plan {
  return { version: 1, tool, kind: "handlers", files };
}

/** Replaces the first occurrence of each text; `content` is the file as it is on disk. */
export function replacing(file: string, content: string, changes: Readonly<Record<string, string>>): PlannedFile {
  const text = content.replace(/^\uFEFF/, "");
  const edits = Object.entries(changes).map(([from, to]) => {
    const start = text.indexOf(from);
    return { file, start, end: start + from.length, text: to };
  });
  return { file, hash: hashOf(content), handlers: [`${file}#POST`], edits };
}

export function creating(file: string, text: string): PlannedFile {
  return { file, hash: null, handlers: [], edits: [], create: text };
}
