import { beginCall, connectionRefused, type Answer } from "./external-answer.ts";
import { readBody } from "./read-body.ts";
import { whilePending } from "./request-scope.ts";

/**
 * Replaces `fetch`: calls are recorded and answered, none leaves the process. Done by hand, as all that `fetch` does
 * before the network (what it refuses, how it joins headers and bodies) is in `Request`.
 */
export function replaceFetch(): void {
  const realFetch = globalThis.fetch;
  globalThis.fetch = (input, init) =>
    whilePending(async () => {
      const request = new Request(input, init);
      if (!/^https?:/.test(request.url)) return realFetch(input, init);
      request.signal.throwIfAborted();
      const call = beginCall(request.method, request.url);
      const body = new Uint8Array(await request.arrayBuffer());
      return answered(await call.answer(readBody(body, request.headers.get("content-type"))), request);
    });
}

function answered(answer: Answer, request: Request): Response {
  request.signal.throwIfAborted();
  const { hostname, port, protocol } = new URL(request.url);
  if (answer === null) {
    const cause = connectionRefused(hostname, Number(port) || (protocol === "https:" ? 443 : 80));
    throw new TypeError("fetch failed", { cause });
  }
  Object.defineProperty(answer, "url", { value: request.url });
  return answer;
}
