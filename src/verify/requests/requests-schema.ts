import { z } from "zod";
import type { RequestsFile, WrittenRequest } from "./requests-file.ts";

const text = z.string().min(1, "must not be empty");
const headerName = z.string().regex(/^[!#$%&'*+.^_`|~\w-]+$/, "must be the name of a header");
const headerValue = z.string().regex(/^[^\0\r\n]*$/, "must be one line");
const headers = z.record(headerName, headerValue);
const cookieValue = z.string().regex(/^[^\0\r\n;]*$/, "must be one line without semicolons");
const cookies = z.record(text, cookieValue);
const fields = z.record(z.string(), z.string());

const external = z.strictObject({
  url: text,
  method: text.optional(),
  status: z.int().min(200).max(599, "must be 599 or less").optional(),
  json: z.unknown().optional(),
  text: z.string().optional(),
  headers: headers.optional(),
  down: z.literal(true).optional(),
});

const queryValue = z.union([z.string(), z.number(), z.boolean()], "must be text, a number, true or false");

const request = z.strictObject({
  name: text.optional(),
  handler: z
    .string()
    .regex(/^[^#]+#[^#]+$/, 'must look like "src/app/api/orders/route.ts#POST"')
    .optional(),
  method: z
    .string()
    .regex(/^[A-Za-z]+$/, "must be the name of a method")
    .optional(),
  url: z
    .string()
    .regex(/^(\/|https?:\/\/)/, 'must start with "/" or with "https://"')
    .optional(),
  headers: z.record(headerName, headerValue.nullable()).optional(),
  cookies: z.record(text, cookieValue.nullable()).optional(),
  body: z.unknown().optional(),
  text: z.string().optional(),
  form: fields.optional(),
  params: z.record(text, z.union([text, z.array(text)], "must be text, or a list of texts")).optional(),
  query: z.record(text, z.union([queryValue, z.array(queryValue)], "must be text, or a list of texts")).optional(),
  external: z.array(external).optional(),
});

const defaults = z.strictObject({
  headers: headers.optional(),
  cookies: cookies.optional(),
  external: z.array(external).optional(),
});

const file = z.strictObject({
  version: z.literal(1),
  now: z.iso.datetime({ offset: true, error: 'must be a time like "2025-03-20T09:00:00Z"' }).optional(),
  environment: z.record(text, z.string()).optional(),
  replace: z.record(text, text).optional(),
  defaults: defaults.optional(),
  requests: z.array(request),
});

export const requestsFileSchema: z.ZodType<RequestsFile> = file;
export const requestListSchema: z.ZodType<readonly WrittenRequest[]> = z.array(request);

const ofRequest = Object.keys(request.shape);
const ofExternal = Object.keys(external.shape);

/** The keys that an object of the file may have, by its path with array indexes left out. */
export const requestsFileKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ["", Object.keys(file.shape)],
  ["defaults", Object.keys(defaults.shape)],
  ["defaults.external", ofExternal],
  ["requests", ofRequest],
  ["requests.external", ofExternal],
]);

export const requestListKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ["", ofRequest],
  ["external", ofExternal],
]);
