/** What a service answers: a status, `"down"` (the connection fails), or a JSON body (status 200). */
export type Answer = number | "down" | { json: unknown } | ((body: unknown) => unknown);

/** One call that left the process. */
export interface ExternalCall {
  method: string;
  url: string;
  body: unknown;
}

/** The outside world of the sample application, by first label of the host name. */
const DEFAULT_ANSWERS: Record<string, Answer> = {
  assistant: { json: { text: "Opens early and pays by invoice." } },
  calendar: { json: { accessToken: "access-new", expiresInDays: 30 } },
  "calendar/events": { json: [{ title: "Team meeting", at: "2025-05-07T15:00:00Z" }] },
  carrier: { json: { trackingCode: "TRK-123" } },
  files: 200,
  freight: { json: { carrier: "Swift", cents: 1500, days: 2 } },
  geocode: { json: { lat: 41.98, lng: 2.82 } },
  identity: { json: { valid: true } },
  mail: { json: { id: "mail-1" } },
  print: { json: "%PDF-1.7" },
  router: (body) => (body as { stops: { id: string }[] }).stops.map((stop) => stop.id).reverse(),
  sms: { json: {} },
  statistics: { json: [120_000, 130_000] },
};

/** Replaces the global `fetch` while `work` runs; returns its result and the calls it made, in order. */
export async function withRecordedFetch<T>(
  overrides: Record<string, Answer>,
  work: () => Promise<T>,
): Promise<{ result: T; calls: ExternalCall[] }> {
  const realFetch = globalThis.fetch;
  const calls: ExternalCall[] = [];
  const answers = { ...DEFAULT_ANSWERS, ...overrides };
  globalThis.fetch = (input, init) =>
    new Promise((resolve) => {
      const url = new URL(input instanceof Request ? input.url : String(input));
      const call = { method: init?.method ?? "GET", url: url.href, body: readBody(init?.body) };
      calls.push(call);
      const service = url.hostname.replace(/\.invalid$/, "");
      resolve(answerWith(answers[`${service}${url.pathname}`] ?? answers[service], call));
    });
  try {
    return { result: await work(), calls };
  } finally {
    globalThis.fetch = realFetch;
  }
}

function answerWith(answer: Answer | undefined, call: ExternalCall): Response {
  if (answer === undefined) throw new Error(`No recorded answer for ${call.url}`);
  if (answer === "down") throw new TypeError("fetch failed");
  if (typeof answer === "number") return new Response(answer === 204 ? null : "{}", { status: answer });
  return Response.json(typeof answer === "function" ? answer(call.body) : answer.json);
}

function readBody(body: unknown): unknown {
  if (typeof body === "string") return JSON.parse(body);
  return body instanceof Uint8Array ? `${body.length} bytes` : null;
}
