import { renderToStaticMarkup } from "react-dom/server";
import type { RecordedRequest } from "../../../fixtures/apps/sales-portal/requests.mts";
import { buildRequest } from "./build-request.ts";
import { SAMPLE_NOW, withFrozenClock } from "./frozen-clock.ts";
import { parseHandlerId } from "./handler-id.ts";
import type { LoadedApplication } from "./load-application.ts";
import { withNextRequestScope } from "./next-request-scope.ts";
import { withRecordedFetch, type ExternalCall } from "./recorded-fetch.ts";

/** What a caller of the handler sees, and what else left the process. */
export interface Outcome {
  status: number;
  body: unknown;
  calls: ExternalCall[];
  /** Errors of callbacks that ran after the answer. */
  afterErrors: string[];
}

type Callable = (...args: unknown[]) => unknown;

/** Sends a recorded request to a loaded copy of the application, with the clock and the outside world recorded. */
export async function callHandler(application: LoadedApplication, recorded: RecordedRequest): Promise<Outcome> {
  const { file, exported } = parseHandlerId(recorded.at ?? recorded.handler);
  const handler = (await application.load(file))[exported];
  if (typeof handler !== "function") throw new Error(`${file} exports no ${exported}`);

  const request = buildRequest(recorded);
  const answer = () => answerOf(handler as Callable, request, recorded);
  const { result, calls } = await withRecordedFetch(recorded.external ?? {}, () =>
    withFrozenClock(SAMPLE_NOW, () => withNextRequestScope(request.headers, answer)),
  );
  return { ...result.result, calls, afterErrors: result.afterErrors.map(String) };
}

async function answerOf(
  handler: Callable,
  request: Request,
  recorded: RecordedRequest,
): Promise<Pick<Outcome, "status" | "body">> {
  const params = Promise.resolve(recorded.params ?? {});
  switch (parseHandlerId(recorded.at ?? recorded.handler).kind) {
    case "route":
      return readResponse(await handler(request, { params }));
    case "page":
      return catchRedirect(async () => {
        const element = await handler({ params, searchParams: Promise.resolve(recorded.query ?? {}) });
        return { status: 200, body: renderToStaticMarkup(element as Parameters<typeof renderToStaticMarkup>[0]) };
      });
    case "action":
      return { status: 200, body: await handler(formOf(recorded.form ?? {})) };
  }
}

async function readResponse(response: unknown): Promise<Pick<Outcome, "status" | "body">> {
  if (!(response instanceof Response)) throw new Error("The handler did not answer with a Response");
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
}

/** `redirect()` throws; what it throws says where to, in its digest. */
async function catchRedirect(
  render: () => Promise<Pick<Outcome, "status" | "body">>,
): Promise<Pick<Outcome, "status" | "body">> {
  try {
    return await render();
  } catch (error) {
    const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
    if (!digest.startsWith("NEXT_REDIRECT")) throw error;
    return { status: 307, body: digest.split(";")[2] ?? "" };
  }
}

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
