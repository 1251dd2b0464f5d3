import { ClientRequestInterceptor } from "@mswjs/interceptors/ClientRequest";
import { beginCall, connectionRefused } from "./external-answer.ts";
import { readBody } from "./read-body.ts";
import { whilePending } from "./request-scope.ts";

/** Replaces `http.request`, `https.request` and their `get`: calls are recorded and answered, none leaves the process. */
export function replaceClientRequest(): void {
  const interceptor = new ClientRequestInterceptor();
  // The interceptor waits for what a listener returns, though its types do not say so.
  // eslint-disable-next-line @typescript-eslint/no-misused-promises
  interceptor.on("request", ({ request, controller }) => {
    const call = beginCall(request.method, request.url);
    return whilePending(async () => {
      const body = new Uint8Array(await request.clone().arrayBuffer());
      const answer = await call.answer(readBody(body, request.headers.get("content-type")));
      if (answer !== null) return controller.respondWith(answer);
      const { hostname, port, protocol } = new URL(request.url);
      controller.errorWith(connectionRefused(hostname, Number(port) || (protocol === "https:" ? 443 : 80)));
    });
  });
  keepingFetchClasses(() => interceptor.apply());
}

/**
 * The interceptor also replaces `Headers`, `Request` and `Response`, to remember how header names were written; with
 * those `new Response(body, response)` loses its headers, and so does every `NextResponse.json`.
 */
function keepingFetchClasses(work: () => void): void {
  const { Headers, Request, Response } = globalThis;
  const methods = Object.getOwnPropertyDescriptors(Headers.prototype);
  work();
  Object.assign(globalThis, { Headers, Request, Response });
  Object.defineProperties(Headers.prototype, { set: methods.set, append: methods.append, delete: methods.delete });
}
