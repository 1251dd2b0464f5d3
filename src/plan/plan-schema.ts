import { z } from "zod";
import type { Plan } from "../model/plan.ts";

/** Relative, with forward slashes, inside the root, and nothing of git's own. */
const repositoryPath = z
  .string()
  .min(1)
  .refine((path) => !/^(\/|[A-Za-z]:)|\\/.test(path), "must be relative to the root, with forward slashes")
  .refine((path) => path.split("/").every((segment) => !["", ".", ".."].includes(segment)), "must stay inside the root")
  .refine((path) => !path.split("/").includes(".git"), "must not be one of git's own files");
const offset = z.int().min(0);
const edit = z
  .strictObject({ file: repositoryPath, start: offset, end: offset, text: z.string() })
  .refine(({ start, end }) => start <= end, "must not end before it starts");
const file = z.strictObject({
  file: repositoryPath,
  hash: z.hex().length(64).nullable(),
  handlers: z.array(z.string()),
  edits: z.array(edit),
  create: z.string().exactOptional(),
});

/** The shape of a stored plan; parse-plan.ts has the rules between its parts. */
export const planSchema: z.ZodType<Plan> = z.strictObject({
  version: z.literal(1),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  kind: z.enum(["handlers", "scaffold"]),
  files: z.array(file),
});
