import type { ResponseSeen } from "../model/outcome.ts";
import { describeError } from "./describe-error.ts";
import { readBody } from "./read-body.ts";

/** Reads an answer to its end. A body that breaks off is `{ brokenOff, body }`: the error and what came before. */
export async function readResponse(response: Response): Promise<ResponseSeen> {
  const headers = [...response.headers].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  const contentType = response.headers.get("content-type");
  const chunks: Uint8Array[] = [];
  const broken = await readChunks(response, chunks);
  const body = readBody(Buffer.concat(chunks), contentType);
  return {
    kind: "answered",
    status: response.status,
    headers,
    body: broken === null ? body : { brokenOff: broken, body },
  };
}

async function readChunks(response: Response, chunks: Uint8Array[]): Promise<string | null> {
  try {
    for await (const chunk of response.body ?? []) chunks.push(chunk as Uint8Array);
    return null;
  } catch (error) {
    return describeError(error);
  }
}
