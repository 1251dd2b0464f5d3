import { z } from "zod";

interface NameAndValue {
  readonly name: string;
  readonly value: string;
}

export interface ReadPostData {
  readonly mimeType: string;
  readonly text?: string | undefined;
  readonly params?:
    readonly { name: string; value?: string | undefined; fileName?: string | null | undefined }[] | null | undefined;
  /** HAR knows an encoding for answers only; programs that record binary requests use the same word. */
  readonly encoding?: string | undefined;
  readonly _encoding?: string | undefined;
  /** Bytes of a body that the recorder left out. */
  readonly _leftOut?: number | undefined;
}

export interface ReadHarEntry {
  readonly startedDateTime: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly NameAndValue[];
    readonly cookies: readonly NameAndValue[];
    readonly postData?: ReadPostData | null | undefined;
  };
}

export interface ReadHar {
  readonly log: { readonly entries: readonly ReadHarEntry[] };
}

/** Programs that write HAR add keys of their own, so unknown ones are let through; what is read must be right. */
const nameAndValue: z.ZodType<NameAndValue> = z.object({ name: z.string(), value: z.string() });

const postData: z.ZodType<ReadPostData> = z.object({
  mimeType: z.string().default(""),
  text: z.string().optional(),
  params: z
    .array(z.object({ name: z.string(), value: z.string().optional(), fileName: z.string().nullish() }))
    .nullish(),
  encoding: z.string().optional(),
  _encoding: z.string().optional(),
  _leftOut: z.number().optional(),
});

const entry: z.ZodType<ReadHarEntry> = z.object({
  startedDateTime: z.string().refine((text) => !Number.isNaN(Date.parse(text)), "must be a time"),
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers: z.array(nameAndValue),
    cookies: z.array(nameAndValue).default([]),
    postData: postData.nullish(),
  }),
});

/** The part of HAR 1.2 that a request is made from (http://www.softwareishard.com/blog/har-12-spec/). */
export const harSchema: z.ZodType<ReadHar> = z.object({ log: z.object({ entries: z.array(entry) }) });
