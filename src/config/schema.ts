import { z } from "zod";
import type { Config } from "./define-config.ts";

const identifier = z.string().regex(/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u, "must be the name of a function");
const text = z.string().min(1, "must not be empty");
const glob = text.refine((value) => !/^(\/|[A-Za-z]:|\.\.(\/|$))/.test(value), "must stay inside the root");

const session = z.strictObject({
  legacy: identifier,
  replacement: identifier.optional(),
  module: text.optional(),
  handlerArgument: z.int().min(0).optional(),
  client: z
    .string()
    .regex(/^param:\d+(\.[\p{ID_Start}$_][\p{ID_Continue}$]*)?$/u, 'must look like "param:0" or "param:0.db"')
    .optional(),
});
const tenantTransaction = z.strictObject({ name: identifier.optional(), module: text.optional() });
const prisma = z.strictObject({ schema: glob.optional(), migrations: glob.optional() });
const config = z.strictObject({
  sessions: z.array(session).min(1, "must name at least one wrapper").optional(),
  tenantTransaction: tenantTransaction.optional(),
  include: z.array(glob).min(1, "must have at least one entry").optional(),
  exclude: z.array(glob).optional(),
  prisma: prisma.optional(),
  atomicity: z.enum(["keep", "rollback"]).optional(),
});

/** Only loaded when there is a configuration file: importing zod costs as much as reading the whole repository. */
export const configSchema: z.ZodType<Config> = config;

/** The keys that an object of the configuration may have, by its path with array indexes left out. */
export const knownKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ["", Object.keys(config.shape)],
  ["sessions", Object.keys(session.shape)],
  ["tenantTransaction", Object.keys(tenantTransaction.shape)],
  ["prisma", Object.keys(prisma.shape)],
]);
