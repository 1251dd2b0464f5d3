import { type RecordedRequest, requests } from "../../../fixtures/apps/sales-portal/requests.mts";
import type { ExternalAnswer, HandlerRequest } from "../../../src/verify/model/request.ts";
import { parseHandlerId, urlPath } from "../sample-app/handler-id.ts";

type Answer = ExternalAnswer["answer"];

const ORIGIN = "https://portal.invalid";

/** The outside world of the sample application: by host, and a path where a host answers in several ways. */
const SERVICES: Readonly<Record<string, Answer>> = {
  assistant: ok({ text: "Opens early and pays by invoice." }),
  "calendar/events": ok([{ title: "Team meeting", at: "2025-05-07T15:00:00Z" }]),
  calendar: ok({ accessToken: "access-new", expiresInDays: 30 }),
  carrier: ok({ trackingCode: "TRK-123" }),
  files: ok({}),
  freight: ok({ carrier: "Swift", cents: 1500, days: 2 }),
  geocode: ok({ lat: 41.98, lng: 2.82 }),
  identity: ok({ valid: true }),
  mail: ok({ id: "mail-1" }),
  print: ok("%PDF-1.7"),
  // The stops of the one plan that can be optimised, turned round.
  router: ok(["10000000-0000-4000-8000-002400000002", "10000000-0000-4000-8000-002400000001"]),
  sms: ok({}),
  statistics: ok([120_000, 130_000]),
};

/** The recorded requests of the sales portal, as `verify` sends them; names are those of the requests. */
export const sampleRequests: readonly HandlerRequest[] = requests.map(toHandlerRequest);

function toHandlerRequest(recorded: RecordedRequest): HandlerRequest {
  const { file, exported, kind } = parseHandlerId(recorded.at ?? recorded.handler);
  const url = new URL(urlPath(file, recorded.params ?? {}), ORIGIN);
  for (const [name, value] of Object.entries(recorded.query ?? {})) url.searchParams.append(name, value);
  const text = recorded.text ?? (recorded.body === undefined ? null : JSON.stringify(recorded.body));
  return {
    name: recorded.name,
    target: { file, exported, kind },
    method: kind === "route" ? exported : kind === "page" ? "GET" : "POST",
    url: url.href,
    headers: headersOf(recorded),
    body: text === null ? null : { text },
    params: recorded.params ?? {},
    form: kind === "action" ? (recorded.form ?? {}) : null,
    external: [...answersOf(recorded), ...Object.entries(SERVICES).map(([service, answer]) => at(service, answer))],
  };
}

function headersOf({ body, session, headers = {} }: RecordedRequest): Readonly<Record<string, string>> {
  return {
    "x-tenant-slug": "miravalle",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(session === null ? {} : { cookie: `sales_session=${session}` }),
    ...headers,
  };
}

function answersOf({ external = {} }: RecordedRequest): readonly ExternalAnswer[] {
  return Object.entries(external).map(([service, answer]) => {
    if (typeof answer === "number") return at(service, { status: answer, text: "{}" });
    return at(service, answer === "down" ? "down" : ok(answer.json));
  });
}

/** `calendar/events` stands for `https://calendar.invalid/events`. */
function at(service: string, answer: Answer): ExternalAnswer {
  const [host = "", ...path] = service.split("/");
  return { url: `https://${host}.invalid/${path.join("/")}`, answer };
}

function ok(json: unknown): Answer {
  return { status: 200, json };
}
