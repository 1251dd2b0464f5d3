import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { decoded, utf8Of, type CapturedBody } from "./capture-body.ts";
import type { HarContent, HarEntry, HarPair, HarPostData } from "./har.ts";

/** A request that has been answered, as it went by. */
export interface Exchange {
  readonly request: IncomingMessage;
  /** As the application was asked. */
  readonly url: URL;
  readonly requestHeaders: readonly HarPair[];
  readonly requestBody: CapturedBody;
  readonly response: IncomingMessage;
  /** As the application answered. */
  readonly responseHeaders: readonly HarPair[];
  readonly responseBody: CapturedBody;
  /** Milliseconds since the epoch. */
  readonly times: { readonly started: number; readonly answered: number; readonly ended: number };
}

/** Longest request body that is kept: 5 MB. */
export const requestBodyLimit: number = 5 * 1024 * 1024;
/** Longest body of an answer that is kept: 200 KB. */
export const responseBodyLimit: number = 200 * 1024;

/** The entry of a recording. */
export function harEntry(exchange: Exchange): HarEntry {
  const { request, response, times } = exchange;
  const version = `HTTP/${request.httpVersion}`;
  const postData = postDataOf(exchange);
  return {
    startedDateTime: new Date(times.started).toISOString(),
    time: times.ended - times.started,
    request: {
      method: request.method ?? "GET",
      url: exchange.url.href,
      httpVersion: version,
      cookies: cookiePairs(request.headers.cookie ?? ""),
      headers: exchange.requestHeaders,
      queryString: Array.from(exchange.url.searchParams, ([name, value]) => ({ name, value })),
      ...(postData === null ? {} : { postData }),
      headersSize: -1,
      bodySize: exchange.requestBody.size(),
    },
    response: {
      status: response.statusCode ?? 0,
      statusText: response.statusMessage ?? "",
      httpVersion: `HTTP/${response.httpVersion}`,
      cookies: exchange.responseHeaders.filter(isSetCookie).flatMap(({ value }) => cookiePairs(value).slice(0, 1)),
      headers: exchange.responseHeaders,
      content: contentOf(exchange),
      redirectURL: exchange.responseHeaders.find(({ name }) => name === "location")?.value ?? "",
      headersSize: -1,
      bodySize: exchange.responseBody.size(),
    },
    cache: {},
    timings: { send: 0, wait: times.answered - times.started, receive: times.ended - times.answered },
  };
}

/** The headers of a message as pairs; `set-cookie` has one for each cookie. */
export function headerPairs(headers: IncomingHttpHeaders): readonly HarPair[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): HarPair => ({ name, value: one })),
  );
}

function isSetCookie({ name }: HarPair): boolean {
  return name === "set-cookie";
}

function cookiePairs(cookies: string): readonly HarPair[] {
  return cookies.split(";").flatMap((cookie) => {
    const [, name, value] = /^\s*([^=]+)=(.*?)\s*$/s.exec(cookie) ?? [];
    return name === undefined || value === undefined ? [] : [{ name, value }];
  });
}

function postDataOf({ request, requestBody }: Exchange): HarPostData | null {
  const mimeType = request.headers["content-type"] ?? "";
  const bytes = requestBody.bytes();
  // An application may answer before it has everything, and the browser stops sending then.
  if (bytes === null || !request.complete) return { mimeType, text: "", _leftOut: requestBody.size() };
  if (bytes.length === 0) return null;
  const text = utf8Of(bytes);
  return text === null ? { mimeType, text: bytes.toString("base64"), _encoding: "base64" } : { mimeType, text };
}

/** Only answers that a person can read are kept: they help to see what a recorded request was about. */
function contentOf({ response, responseBody }: Exchange): HarContent {
  const mimeType = response.headers["content-type"] ?? "";
  const content = { size: responseBody.size(), mimeType };
  if (!/^text\/|[/+]json|xml/.test(mimeType)) return content;
  const encoding = response.headers["content-encoding"] ?? "";
  const bytes = responseBody.bytes();
  const plain = bytes === null ? null : decoded(bytes, encoding, responseBodyLimit);
  const text = plain === null ? null : utf8Of(plain);
  return text === null ? content : { ...content, size: Buffer.byteLength(text), text };
}
