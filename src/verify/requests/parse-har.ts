import { schemaProblems } from "../../diagnostics/schema-problems.ts";
import { UserError } from "../../diagnostics/user-error.ts";
import type { HandlerRequest } from "../model/request.ts";
import { applicationOrigins } from "./application-origins.ts";
import { withDistinctNames } from "./distinct-names.ts";
import { classifyEntry, type ClassifiedEntry } from "./classify-entry.ts";
import { harSchema, type ReadHarEntry } from "./har-schema.ts";
import { requestIdentity } from "./request-identity.ts";
import type { RequestedApplication, RequestSet, Skipped } from "./request-set.ts";

/**
 * The requests of a recording: HAR 1.2, from a browser's developer tools or from `verify record`. What reaches a
 * handler of the application becomes a request; the rest is counted. A request that was sent several times is kept once.
 *
 * @param value the file's JSON value
 * @param name how messages call the file
 * @throws UserError that says what is wrong with the file, and where
 */
export function parseHar(value: unknown, name: string, application: RequestedApplication): RequestSet {
  const entries = checkShape(value, name);
  const origins = applicationOrigins(entries, application);
  const classified = entries.map((entry) => classifyEntry(entry, origins, application));
  const sent = classified.flatMap((result) => (result.kind === "request" ? [result] : []));
  const { requests, repeated } = withoutRepetitions(sent.map(({ request }) => request));
  return {
    requests: withDistinctNames(requests),
    skipped: [...skippedOf(classified), ...repeated, ...withoutCookies(entries)],
    now: sent[0]?.startedAt ?? null,
    environment: {},
    replace: {},
  };
}

function checkShape(value: unknown, name: string): readonly ReadHarEntry[] {
  const result = harSchema.safeParse(value);
  if (result.success) return result.data.log.entries;
  const problems = schemaProblems(result.error.issues, { whole: "The file", knownKeys: new Map() });
  const shown = problems.slice(0, 5).map((problem) => `\n  ${problem}`);
  const rest = problems.length > 5 ? `\n  and ${problems.length - 5} more` : "";
  throw new UserError(
    `${name} is not a recording (HAR 1.2):${shown.join("")}${rest}`,
    "Record it anew with `migrate-sessions verify record`, or save it again from the browser's network panel.",
  );
}

/** In the order of the first of its kind; what is many is counted, what a person may have expected is named. */
function skippedOf(classified: readonly ClassifiedEntry[]): readonly Skipped[] {
  const counted = new Map<string, number>();
  const named = new Map<string, Skipped>();
  for (const result of classified) {
    if (result.kind === "left-out") counted.set(result.why, (counted.get(result.why) ?? 0) + 1);
    if (result.kind === "unanswered") named.set(JSON.stringify(result.skipped), result.skipped);
  }
  return [...Array.from(counted, ([why, count]) => ({ what: requestCount(count), why })), ...named.values()];
}

function withoutRepetitions(requests: readonly HandlerRequest[]): {
  readonly requests: readonly HandlerRequest[];
  readonly repeated: readonly Skipped[];
} {
  const kept = new Map<string, HandlerRequest>();
  for (const request of requests) {
    const identity = requestIdentity(request);
    if (!kept.has(identity)) kept.set(identity, request);
  }
  const count = requests.length - kept.size;
  const repeated = count === 0 ? [] : [{ what: requestCount(count), why: "the same as one before" }];
  return { requests: [...kept.values()], repeated };
}

function requestCount(count: number): string {
  return count === 1 ? "1 request" : `${count} requests`;
}

/** Chrome leaves secrets out of the file it saves, unless it is asked for them: nobody is logged in then. */
function withoutCookies(entries: readonly ReadHarEntry[]): readonly Skipped[] {
  const secrets = ["cookie", "authorization"];
  const hasSecrets = entries.some(
    ({ request }) =>
      request.cookies.length > 0 || request.headers.some((header) => secrets.includes(header.name.toLowerCase())),
  );
  if (hasSecrets || entries.length === 0) return [];
  return [
    {
      what: "cookies",
      why: "the recording has none; in Chrome, allow and choose 'Export HAR (with sensitive data)', or use `verify record`",
    },
  ];
}
