import { parseHar } from "./parse-har.ts";
import { parseJson } from "./parse-json.ts";
import { parseRequests } from "./parse-requests.ts";
import type { RequestedApplication, RequestSet } from "./request-set.ts";

/**
 * The requests of a file: a recording (HAR) or a requests file (JSON), told apart by the extension and, where that says
 * nothing, by the content.
 *
 * @param name the file's name, as the person gave it
 * @throws UserError that says what is wrong with the file, and where
 */
export function readRequests(text: string, name: string, application: RequestedApplication): RequestSet {
  const value = parseJson(text, name);
  const isHar = name.toLowerCase().endsWith(".har") || (typeof value === "object" && value !== null && "log" in value);
  return isHar ? parseHar(value, name, application) : parseRequests(value, name, application);
}
