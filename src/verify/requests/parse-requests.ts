import { schemaProblems } from "../../diagnostics/schema-problems.ts";
import { UserError } from "../../diagnostics/user-error.ts";
import { checkRequests } from "./check-requests.ts";
import type { RequestedApplication, RequestSet, Skipped } from "./request-set.ts";
import type { RequestsFile } from "./requests-file.ts";
import { requestListKeys, requestListSchema, requestsFileKeys, requestsFileSchema } from "./requests-schema.ts";
import { resolveRequest } from "./resolve-request.ts";
import { withDistinctNames } from "./distinct-names.ts";

/**
 * The requests of a requests file (`RequestsFile`, or a list of requests).
 *
 * @param value the file's JSON value
 * @param name how messages call the file
 * @throws UserError with every problem of the file, each with its key's path
 */
export function parseRequests(value: unknown, name: string, application: RequestedApplication): RequestSet {
  const file = checkShape(value, name);
  const resolved = file.requests.map((request) => resolveRequest(request, file.defaults ?? {}, application));
  const requests = resolved.flatMap((result) => ("request" in result ? result.request : []));
  const skipped = resolved.flatMap((result): readonly Skipped[] => ("skipped" in result ? [result.skipped] : []));
  return {
    requests: withDistinctNames(requests),
    skipped,
    now: file.now === undefined ? null : new Date(file.now).toISOString(),
    environment: file.environment ?? {},
    replace: file.replace ?? {},
  };
}

function checkShape(value: unknown, name: string): RequestsFile {
  const isList = Array.isArray(value);
  const result = isList ? requestListSchema.safeParse(value) : requestsFileSchema.safeParse(value);
  if (!result.success) {
    const knownKeys = isList ? requestListKeys : requestsFileKeys;
    throw invalid(name, schemaProblems(result.error.issues, { whole: "The file", knownKeys }));
  }
  const file: RequestsFile = "version" in result.data ? result.data : { version: 1, requests: result.data };
  const problems = checkRequests(file, isList ? "" : "requests");
  if (problems.length > 0) throw invalid(name, problems);
  return file;
}

function invalid(name: string, problems: readonly string[]): UserError {
  const list = problems.map((problem) => `\n  ${problem}`).join("");
  return new UserError(`The requests file ${name} is not valid:${list}`, "docs/verify.md shows what one looks like.");
}
