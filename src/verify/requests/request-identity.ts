import type { HandlerRequest } from "../model/request.ts";

/** Headers that browsers vary from request to request, and by which handlers do not decide. */
const saysNothing =
  /^(?:accept-encoding|cache-control|dnt|if-.*|pragma|priority|purpose|referer|sec-.*|traceparent|tracestate|upgrade-insecure-requests|user-agent|x-request-id)$/;

/** Equal for two requests that ask the same: method, URL, body, and the headers that a handler may decide by. */
export function requestIdentity({ method, url, headers, body }: HandlerRequest): string {
  const meant = Object.entries(headers).filter(([name]) => !saysNothing.test(name));
  return JSON.stringify([method, url, meant.sort(([left], [right]) => (left < right ? -1 : 1)), body]);
}
