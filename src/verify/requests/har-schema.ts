import { z } from "zod";

/** Programs that write HAR add keys of their own, so unknown ones are let through; what is read must be right. */
const nameAndValue = z.object({ name: z.string(), value: z.string() });

const postData = z.object({
  mimeType: z.string().default(""),
  text: z.string().optional(),
  params: z
    .array(z.object({ name: z.string(), value: z.string().optional(), fileName: z.string().nullish() }))
    .nullish(),
  /** HAR knows an encoding for answers only; programs that record binary requests use the same word. */
  encoding: z.string().optional(),
  _encoding: z.string().optional(),
  _leftOut: z.number().optional(),
});

const entry = z.object({
  startedDateTime: z.string().refine((text) => !Number.isNaN(Date.parse(text)), "must be a time"),
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers: z.array(nameAndValue),
    cookies: z.array(nameAndValue).default([]),
    postData: postData.nullish(),
  }),
});

const har = z.object({ log: z.object({ entries: z.array(entry) }) });

export type ReadHar = z.output<typeof har>;
export type ReadHarEntry = z.output<typeof entry>;
export type ReadPostData = z.output<typeof postData>;

/** The part of HAR 1.2 that a request is made from (http://www.softwareishard.com/blog/har-12-spec/). */
export const harSchema: z.ZodType<ReadHar> = har;
