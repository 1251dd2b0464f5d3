import type { Row } from "../../../src/verify/model/database.ts";
import type { Outcome } from "../../../src/verify/model/outcome.ts";
import type { HandlerRequest } from "../../../src/verify/model/request.ts";
import type { Tenant } from "./isolation-requests.ts";

const SAMPLE_ID = /\b([12])0000000-0000-4000-8000-\d{12}\b/g;
const MARK = /of tenant ([12]) no/i;

/** Names of the second tenant's rows are those of the first one's with `Ltd` after them; these tell the two apart. */
const FIRST_TENANTS_NAMES =
  /(Miravalle|Ana Molina|Bruno Vidal|Carla Reyes|Elena Prat|Café Central|CAFÉ CENTRAL|Bar Pepe|Hotel Sol|La Tasca|El Faro|Marta Gil|Espresso|Decaf|Green tea|Vanilla syrup|Small cups|Catalonia|Andalusia|Asked about decaf|Bring samples|Check the grinder|Hand in expenses|Opens at six|Order approved|Visit tomorrow)(?! Ltd)/g;
const SECOND_TENANTS_NAMES = /[\p{L} ]+ Ltd\b/gu;

/** Ids and names of the other tenant in an answer and in what leaves the process, except those that the caller named. */
export function foreignTraces(tenant: Tenant, request: HandlerRequest, outcome: Outcome): readonly string[] {
  const sent = JSON.stringify(request);
  const text = JSON.stringify([outcome.response, outcome.calls]);
  const ids = [...text.matchAll(SAMPLE_ID)].filter(([, owner]) => owner !== String(tenant)).map(([id]) => id);
  const names = text.match(tenant === 1 ? SECOND_TENANTS_NAMES : FIRST_TENANTS_NAMES) ?? [];
  return [...new Set([...ids, ...names])].filter((trace) => !sent.includes(trace));
}

/** True if all that is in a row belongs to the tenant whose row it is. */
export function isOfOneTenant(row: Row): boolean {
  const text = JSON.stringify(row);
  const owners = [...text.matchAll(SAMPLE_ID)].map(([, owner]) => owner);
  return new Set([...owners, ...(MARK.exec(text)?.slice(1) ?? [])]).size === 1;
}
