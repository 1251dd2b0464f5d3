import type { HandlerRequest } from "../model/request.ts";

/** The requests with a number after each name that has come before: `GET /api/orders (2)`. */
export function withDistinctNames(requests: readonly HandlerRequest[]): readonly HandlerRequest[] {
  const taken = new Set<string>();
  return requests.map((request) => {
    let name = request.name;
    for (let number = 2; taken.has(name); number++) name = `${request.name} (${number})`;
    taken.add(name);
    return name === request.name ? request : { ...request, name };
  });
}
