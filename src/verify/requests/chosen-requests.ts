import type { HandlerRequest } from "../model/request.ts";

/**
 * The requests that may reach one of the chosen handlers: those to their exports, and those to exports that call no
 * wrapper themselves (they may pass on to any handler).
 *
 * @param all ids of all handlers
 */
export function chosenRequests(
  requests: readonly HandlerRequest[],
  chosen: readonly string[],
  all: readonly string[],
): readonly HandlerRequest[] {
  const [wanted, known] = [chosen, all].map((ids) => new Set(ids.map((id) => id.replace(/:\d+$/, ""))));
  return requests.filter(({ target }) => {
    const place = `${target.file}#${target.exported}`;
    return wanted?.has(place) === true || known?.has(place) === false;
  });
}
