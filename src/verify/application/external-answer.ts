import type { ExternalAnswer } from "../model/request.ts";
import type { ExternalCallSeen } from "../model/outcome.ts";
import { openTransactions } from "./open-transactions.ts";
import { currentScope, type RequestScope } from "./request-scope.ts";

/** What a service answers: a response, or null if the connection fails. */
export type Answer = Response | null;

/** A call that has begun; `answer` is given its body once that has been read. */
interface BegunCall {
  readonly answer: (body: unknown) => Promise<Answer>;
}

/** Records a call at the moment at which it begins, and decides what it is answered. */
export function beginCall(method: string, url: string): BegunCall {
  const scope = currentScope();
  if (scope === null) return { answer: () => Promise.resolve(Response.json({})) };
  const { answered, response } = decide(scope, method, url);
  const call: { -readonly [Key in keyof ExternalCallSeen]: ExternalCallSeen[Key] } = {
    method,
    url,
    body: null,
    answered,
    openTransactions: 0,
  };
  scope.calls.push(call);
  return {
    answer: async (body) => {
      call.body = body;
      call.openTransactions = await openTransactions();
      return response();
    },
  };
}

function decide(
  scope: RequestScope,
  method: string,
  url: string,
): { readonly answered: ExternalCallSeen["answered"]; readonly response: () => Answer } {
  const occurrence = scope.calls.filter((call) => call.method === method && call.url === url).length;
  const { failing } = scope;
  if (failing?.method === method && failing.url === url && failing.occurrence === occurrence) {
    return { answered: "failed", response: () => null };
  }
  const answer = scope.request.external.find((one) => fits(one, method, url))?.answer;
  if (answer === undefined) return { answered: "unanswered", response: () => Response.json({}) };
  if (answer === "down") return { answered: "down", response: () => null };
  return { answered: answer.status, response: () => responseOf(answer) };
}

function fits(answer: ExternalAnswer, method: string, url: string): boolean {
  if (answer.method !== undefined && answer.method.toUpperCase() !== method) return false;
  return answer.url.includes("*") ? globOf(answer.url).test(url) : url.startsWith(answer.url);
}

/** In a URL only the star is special: a question mark begins the query. */
function globOf(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}

const WITHOUT_BODY: ReadonlySet<number> = new Set([101, 204, 205, 304]);

function responseOf(answer: Exclude<ExternalAnswer["answer"], "down">): Response {
  const { status } = answer;
  const headers = new Headers(answer.headers);
  if (WITHOUT_BODY.has(status)) return new Response(null, { status, headers });
  if ("text" in answer) return new Response(answer.text, { status, headers });
  if (!headers.has("content-type")) headers.set("content-type", "application/json");
  return new Response(JSON.stringify(answer.json ?? {}), { status, headers });
}

/** The error with which Node says that nobody listens at an address. */
export function connectionRefused(host: string, port: number): Error {
  const error = new Error(`connect ECONNREFUSED ${host}:${port}`);
  return Object.assign(error, { code: "ECONNREFUSED", errno: -111, syscall: "connect", address: host, port });
}
