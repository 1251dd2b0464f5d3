import "./next-environment.ts";
import { NextRequest } from "next/server.js";
import type { RecordedRequest } from "../../../fixtures/apps/sales-portal/requests.mts";
import { parseHandlerId, urlPath } from "./handler-id.ts";

const ORIGIN = "https://portal.invalid";

/** The request as Next would hand it to the application: session cookie, tenant header, body. */
export function buildRequest(recorded: RecordedRequest): NextRequest {
  const { file, exported, kind } = parseHandlerId(recorded.at ?? recorded.handler);
  const url = new URL(urlPath(file, recorded.params ?? {}), ORIGIN);
  for (const [name, value] of Object.entries(recorded.query ?? {})) url.searchParams.append(name, value);
  const body = bodyOf(recorded);
  return new NextRequest(url, {
    method: kind === "route" ? exported : "GET",
    headers: headersOf(recorded),
    ...(body === undefined ? {} : { body }),
  });
}

function headersOf(recorded: RecordedRequest): Headers {
  const headers = new Headers({ "x-tenant-slug": "miravalle" });
  if (recorded.body !== undefined) headers.set("content-type", "application/json");
  if (recorded.session !== null) headers.set("cookie", `sales_session=${recorded.session}`);
  for (const [name, value] of Object.entries(recorded.headers ?? {})) headers.set(name, value);
  return headers;
}

function bodyOf(recorded: RecordedRequest): string | undefined {
  if (recorded.text !== undefined) return recorded.text;
  return recorded.body === undefined ? undefined : JSON.stringify(recorded.body);
}
