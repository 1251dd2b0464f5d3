import type { ResponseSeen } from "../model/outcome.ts";
import type { HandlerRequest } from "../model/request.ts";
import { describeError } from "./describe-error.ts";
import type { LoadedApplication } from "./load-application.ts";
import type { NextScope } from "./next-scope.ts";
import { readResponse } from "./read-response.ts";
import { renderPage } from "./render-page.ts";
import { thrownAnswer } from "./thrown-answer.ts";

export type Exported = (...given: unknown[]) => unknown;

/** Calls a route, a page or a server action as Next does, and reads the answer to its end. */
export async function callExport(
  application: LoadedApplication,
  exported: Exported,
  call: { readonly request: HandlerRequest; readonly scope: NextScope },
): Promise<ResponseSeen> {
  const { request, scope } = call;
  try {
    const response = await answer(application, exported, request).catch((error: unknown) => {
      const thrown = thrownAnswer(error, request.target.kind);
      if (thrown === null) throw error;
      return thrown;
    });
    return await readResponse(withCookies(response, scope));
  } catch (error) {
    return { kind: "threw", error: describeError(error) };
  }
}

async function answer(application: LoadedApplication, exported: Exported, request: HandlerRequest): Promise<Response> {
  const url = new URL(request.url);
  switch (request.target.kind) {
    case "route": {
      const response = await exported(nextRequest(application, request), {
        params: later(application, request.params),
      });
      if (response instanceof Response) return response;
      throw new TypeError(`${request.target.exported} answered with no Response`);
    }
    case "page": {
      const searchParams = later(application, queryOf(url));
      const page = await exported({ params: later(application, request.params), searchParams });
      return new Response(await renderPage(page, application.require), { headers: { "content-type": "text/html" } });
    }
    case "action": {
      const result = await exported(...(request.form === null ? [] : [formOf(request.form)]));
      return result === undefined ? new Response(null) : Response.json(result);
    }
  }
}

function nextRequest({ next }: LoadedApplication, request: HandlerRequest): Request {
  const { method, headers, body } = request;
  const init: RequestInit = { method, headers: { ...headers } };
  if (body === null || method === "GET" || method === "HEAD") return new next.NextRequest(request.url, init);
  const sent = "text" in body ? body.text : Buffer.from(body.base64, "base64");
  const typed = "content-type" in headers ? init : { ...init, headers: { ...headers, "content-type": "text/plain" } };
  return new next.NextRequest(request.url, { ...typed, body: sent });
}

/** A promise since Next 15; before 16 also readable at once, as in 14 and before. */
function later({ next }: LoadedApplication, values: object): Promise<object> {
  return next.major >= 16 ? Promise.resolve(values) : Object.assign(Promise.resolve(values), values);
}

function queryOf(url: URL): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(url.searchParams.keys())].map((name) => {
      const [first = "", ...others] = url.searchParams.getAll(name);
      return [name, others.length === 0 ? first : [first, ...others]];
    }),
  );
}

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

/** An answer's own headers may be closed to changes (`Response.redirect`), so they are copied. */
function withCookies(response: Response, scope: NextScope): Response {
  const headers = new Headers(response.headers);
  scope.appendCookies(headers);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
