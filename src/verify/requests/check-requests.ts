import type { RequestsFile, WrittenAnswer, WrittenRequest } from "./requests-file.ts";

/**
 * What a requests file of the right shape can still get wrong, as sentences; empty if nothing is.
 *
 * @param list the path of the list of requests: `requests`, or empty if the file is the list
 */
export function checkRequests(file: RequestsFile, list: string): readonly string[] {
  return [
    ...(file.defaults?.external ?? []).flatMap((answer, index) =>
      answerProblems(answer, `defaults.external[${index}]`),
    ),
    ...file.requests.flatMap((request, index) => requestProblems(request, `${list}[${index}]`)),
  ];
}

function requestProblems(request: WrittenRequest, path: string): readonly string[] {
  const { url, handler, params, external = [] } = request;
  const bodies = given(request, ["body", "text", "form"]);
  return [
    ...(url === undefined && handler === undefined ? [`"${path}" needs a "url" or a "handler".`] : []),
    ...(url !== undefined && !URL.canParse(url, "http://x") ? [`"${path}.url" is not a URL.`] : []),
    ...(bodies.length > 1 ? [`"${path}" has ${bodies.join(" and ")}: only one of them can be sent.`] : []),
    ...(params !== undefined && handler === undefined
      ? [`"${path}.params" need a "handler": with a "url" alone they are read from the URL.`]
      : []),
    ...external.flatMap((answer, index) => answerProblems(answer, `${path}.external[${index}]`)),
  ];
}

function answerProblems(answer: WrittenAnswer, path: string): readonly string[] {
  const bodies = given(answer, ["json", "text"]);
  const answers = given(answer, ["status", "json", "text", "headers"]);
  if (answer.down && answers.length > 0) return [`"${path}" is down, and cannot have ${answers.join(" and ")} too.`];
  return bodies.length > 1 ? [`"${path}" has ${bodies.join(" and ")}: only one of them can be answered.`] : [];
}

/** Names of the keys that are there, in quotation marks. JSON knows no undefined, so null counts as given. */
function given<Key extends string>(object: Readonly<Partial<Record<Key, unknown>>>, keys: readonly Key[]): string[] {
  return keys.filter((key) => object[key] !== undefined).map((key) => `"${key}"`);
}
