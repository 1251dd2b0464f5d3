import { requests as recorded } from "../../../fixtures/apps/sales-portal/requests.mts";
import type { PlannedHandler } from "../../../src/model/plan.ts";
import type { HandlerRequest } from "../../../src/verify/model/request.ts";
import { sampleRequests } from "./sample-requests.ts";

/** The tenants of the sample application; the first one sends all recorded requests. */
export const tenants = {
  1: { id: "10000000-0000-4000-8000-000000000001", slug: "miravalle" },
  2: { id: "20000000-0000-4000-8000-000000000001", slug: "harborline" },
} as const;

export type Tenant = keyof typeof tenants;

export interface TenantRequest {
  /** Whose session it is. */
  readonly tenant: Tenant;
  readonly handler: string;
  readonly request: HandlerRequest;
}

/** The requests of handlers that only read, and that the tool rewrites. */
export function readRequests(handlers: readonly PlannedHandler[]): readonly TenantRequest[] {
  const read = new Set(
    handlers
      .filter(({ classification, tier }) => classification === "read" && (tier === "auto" || tier === "review"))
      .map(({ id }) => id),
  );
  return recorded.flatMap(({ handler }, index) => {
    const request = sampleRequests[index];
    return request !== undefined && read.has(handler) ? [{ tenant: 1 as const, handler, request }] : [];
  });
}

/** A handler that is added to the copies: it asks for all rows. */
export const UNFILTERED = "src/app/api/unfiltered/route.ts";

/** The request for it, with the session of another one. */
export function unfilteredRead({ tenant, request: { headers } }: TenantRequest): TenantRequest {
  const request: HandlerRequest = {
    name: "lists all",
    target: { file: UNFILTERED, exported: "GET", kind: "route" },
    method: "GET",
    url: "https://portal.invalid/api/unfiltered",
    headers,
    body: null,
    params: {},
    form: null,
    external: [],
  };
  return { tenant, handler: `${UNFILTERED}#GET`, request };
}

/** The same request by the other tenant, for its own look-alike rows. */
export function twin({ tenant, handler, request }: TenantRequest): TenantRequest {
  const swaps: Readonly<Record<string, string>> = {
    "10000000-0000-4000-8000-": "20000000-0000-4000-8000-",
    "20000000-0000-4000-8000-": "10000000-0000-4000-8000-",
    [tenants[1].slug]: tenants[2].slug,
    [tenants[2].slug]: tenants[1].slug,
  };
  const text = JSON.stringify(request).replaceAll(
    new RegExp(Object.keys(swaps).join("|"), "g"),
    (id) => swaps[id] ?? id,
  );
  return { tenant: tenant === 1 ? 2 : 1, handler, request: JSON.parse(text) as HandlerRequest };
}

/** The other tenant's session asks for this tenant's rows. */
export function trespass(own: TenantRequest): TenantRequest {
  const { tenant, handler, request } = twin(own);
  return { tenant, handler, request: { ...own.request, headers: request.headers } };
}

/** Without requests that are sent already. */
export function distinct(requests: readonly TenantRequest[]): readonly TenantRequest[] {
  return [...new Map(requests.map((asked) => [requestKey(asked), asked])).values()];
}

/** What tells one request from another. */
export function requestKey({ request }: TenantRequest): string {
  return JSON.stringify(request);
}

/** Requests that write, `times` of each, whose rows name the tenant (`of tenant 1`). */
export function markedWrites(tenant: Tenant, times: number): readonly TenantRequest[] {
  return Array.from({ length: times }, (_, time) => {
    const text = `of tenant ${tenant} no ${time}`;
    return [
      write(tenant, "src/app/api/tasks/route.ts#POST creates", { title: text }),
      write(tenant, "src/app/api/tasks/[taskId]/route.ts#PATCH changes the title", { title: text }),
      write(tenant, "src/app/api/customers/[customerId]/notes/route.ts#POST adds", { body: text }),
      write(tenant, "src/app/api/customers/[customerId]/contacts/route.ts#POST adds", {
        fullName: text,
        email: `${tenant}.${time}@shop.invalid`,
      }),
      write(tenant, "src/app/api/tags/route.ts#POST adds", { name: text }),
    ];
  }).flat();
}

function write(tenant: Tenant, title: string, body: object): TenantRequest {
  const index = recorded.findIndex(({ handler, name }) => `${handler} ${name}` === title);
  const handler = recorded[index]?.handler;
  const request = sampleRequests[index];
  if (handler === undefined || request === undefined) throw new Error(`There is no request "${title}"`);
  const own: TenantRequest = { tenant: 1, handler, request };
  const sent = tenant === 1 ? own : twin(own);
  return { ...sent, request: { ...sent.request, body: { text: JSON.stringify(body) } } };
}
