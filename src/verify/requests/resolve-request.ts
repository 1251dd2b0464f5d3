import type { ExternalAnswer, HandlerRequest } from "../model/request.ts";
import { matchRoute } from "./match-route.ts";
import { namedTarget, type NamedTarget } from "./named-target.ts";
import { unnamedOrigin, type RequestedApplication, type Skipped } from "./request-set.ts";
import type { RequestDefaults, WrittenAnswer, WrittenRequest } from "./requests-file.ts";
import { writtenBody, type WrittenBody } from "./written-body.ts";
import { writtenHeaders } from "./written-headers.ts";

export type ResolvedRequest = { readonly request: HandlerRequest } | { readonly skipped: Skipped };

/** The request that a person has written, with the defaults filled in and the export that it reaches. */
export function resolveRequest(
  written: WrittenRequest,
  defaults: RequestDefaults,
  application: RequestedApplication,
): ResolvedRequest {
  const method = methodOf(written);
  const called = calledBy(written, method, application);
  if ("why" in called) return { skipped: { what: titleOf(written, method), why: called.why } };
  const { target, params, url } = called;
  const { body, form, contentType } = writtenBody(written, target.kind);
  return {
    request: {
      name: written.name ?? titleOf(written, method),
      target,
      method,
      url: url.href,
      headers: writtenHeaders(written, defaults, { host: url.host, contentType }),
      body,
      params,
      form,
      external: [...(written.external ?? []), ...(defaults.external ?? [])].map(answerOf),
    },
  };
}

type Called = (NamedTarget & { readonly url: URL }) | { readonly why: string };

function calledBy(written: WrittenRequest, method: string, application: RequestedApplication): Called {
  const { handlers, basePath } = application;
  if (written.handler !== undefined) {
    const named = namedTarget({ ...written, handler: written.handler }, application);
    return "why" in named ? named : { ...named, url: urlOf(written.url ?? basePath + named.path, written) };
  }
  const url = urlOf(written.url ?? "/", written);
  const match = matchRoute({ method, path: url.pathname }, handlers, basePath);
  return match.target === null ? { why: match.why } : { ...match, path: url.pathname, url };
}

function urlOf(url: string, { query = {} }: WrittenRequest): URL {
  const absolute = new URL(url, unnamedOrigin);
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) absolute.searchParams.append(name, String(one));
  }
  return absolute;
}

const methods = /#(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)(?::\d+)?$/;

function methodOf({ method, handler = "", ...sent }: WrittenRequest): string {
  if (method !== undefined) return method.toUpperCase();
  const [, exported] = methods.exec(handler) ?? [];
  const kind: WrittenBody = writtenBody(sent, "route");
  return exported ?? (kind.body === null ? "GET" : "POST");
}

function titleOf({ name, url, handler }: WrittenRequest, method: string): string {
  return name ?? (url === undefined ? (handler ?? method) : `${method} ${url}`);
}

function answerOf({ method, url, status = 200, json, text, headers, down }: WrittenAnswer): ExternalAnswer {
  const named = { ...(method === undefined ? {} : { method: method.toUpperCase() }), url };
  if (down) return { ...named, answer: "down" };
  const head = { status, ...(headers === undefined ? {} : { headers }) };
  if (text !== undefined) return { ...named, answer: { ...head, text } };
  return { ...named, answer: json === undefined ? head : { ...head, json } };
}
