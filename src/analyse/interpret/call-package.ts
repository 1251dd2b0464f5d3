import { ts } from "ts-morph";
import { externalKindOf, isDatabasePackage } from "../external/packages.ts";
import { isPassedOn } from "../syntax/settled.ts";
import { clientsIn } from "../value/holds-client.ts";
import { join } from "../value/join.ts";
import { type Alternative, clientValue, nothing, opaque, response, type Value } from "../value/value.ts";
import { makeResponse } from "./call-builtin.ts";
import { calleeText, callOpaque } from "./call-opaque.ts";
import { instanceOf } from "./base-instance.ts";
import { Collector } from "./collector.ts";
import { noContribution } from "./contribution.ts";
import { callAsyncStorage, isAsyncStorage } from "./async-storage.ts";
import { emitted, isEmit } from "./emitters.ts";
import type { Call } from "./evaluate-call.ts";
import { externalAt } from "./external-effect.ts";
import type { Interpreter, Outcome } from "./interpreter.ts";
import { unknownEffect } from "./make-effect.ts";
import { functionsIn, runBlindly } from "./run-callbacks.ts";
import { sqlFragment } from "./sql-text.ts";

type PackageValue = Extract<Alternative, { kind: "package" }>;

/** A call of something that a package exports, or a module that is not in the repository. */
export function callPackage(it: Interpreter, callee: PackageValue, call: Call): Outcome {
  const [name = ""] = callee.path;
  const member = callee.path.at(-1) ?? "";
  if (callee.missing) return callMissing(callee, call);
  if (callee.path.at(-2) === "Prisma" && /^(sql|join|raw)$/.test(member)) {
    return { value: sqlFragment(it, member, call), contribution: noContribution };
  }
  if (member === "defineExtension" || member === "getExtensionContext")
    return { value: call.arguments[0] ?? opaque, contribution: noContribution };
  if (name === "next/server" && callee.path[1] === "NextResponse") {
    return isJson(callee, call) ? { value: response, contribution: noContribution } : makeResponse(it, call);
  }
  if (isThrowing(callee)) return { value: nothing, contribution: { ...noContribution, throws: true } };
  if (isDeferring(callee)) return { value: opaque, contribution: runBlindly(it, call, { deferred: true }) };
  if (isAsyncStorage(callee.path)) return callAsyncStorage(it, member, call);
  if (isEmit(callee.path)) return { value: opaque, contribution: emitted(it, call) };
  if (ts.isNewExpression(call.node)) return construct(it, callee, call);
  return callExported(it, callee, call);
}

/** JSON has no functions in it: nothing runs later. */
function isJson(callee: PackageValue, call: Call): boolean {
  return callee.path.at(-1) === "json" && !ts.isNewExpression(call.node);
}

/** Functions of Next.js that end the request by throwing (Next.js: "redirect", "notFound"). */
function isThrowing(callee: PackageValue): boolean {
  const [name, member = ""] = callee.path;
  return name === "next/navigation" && /^(redirect|permanentRedirect|notFound|forbidden|unauthorized)$/.test(member);
}

/** Functions that run a callback after the response: `after` of Next.js, `waitUntil` of hosts. */
function isDeferring(callee: PackageValue): boolean {
  const member = callee.path.at(-1) ?? "";
  return /^(after|unstable_after|waitUntil)$/.test(member);
}

function construct(it: Interpreter, callee: PackageValue, call: Call): Outcome {
  const [client] = call.arguments.flatMap((argument) => clientsIn(argument));
  if (client && callee.path.at(-1) !== "PrismaClient") return callOpaque(it, call);
  return {
    value: join(...instanceOf(callee, call.arguments).map((made) => [made])),
    contribution: runBlindly(it, call),
  };
}

function callExported(it: Interpreter, callee: PackageValue, call: Call): Outcome {
  const [name = ""] = callee.path;
  const collector = new Collector();
  const kind = isQuestion(callee) ? null : externalKindOf(name);
  if (isDatabasePackage(name) && isPassedOn(call.node)) {
    collector.add(
      unknownEffect(call, {
        cause: { code: "MS2003", data: { operation: `${calleeText(call)} (${name})` } },
        client: null,
      }).contribution,
    );
  } else if (kind !== null && isPassedOn(call.node)) {
    collector.add(externalAt(call.node, { kind, what: `${calleeText(call)} (${name})` }).contribution);
  } else if (kind === null) {
    const outcome = callOpaque(it, call, callee);
    collector.add(outcome.contribution);
    if (outcome.value.some((part) => part.kind === "rows"))
      return { value: outcome.value, contribution: collector.result() };
  }
  collector.add(runBlindly(it, call));
  return { value: resultOf(callee, call), contribution: collector.result() };
}

/** `axios.isAxiosError(error)` */
function isQuestion({ path }: PackageValue): boolean {
  return /^is[A-Z]/.test(path.at(-1) ?? "");
}

const passesOn = /^(cache|memo\w*|unstable_cache|once|debounce|throttle|partial|curry|bind|wrap\w*|default)$/i;

/** `cache(fn)`, `debounce(fn)`, `wrap(fn)`: what comes back may call what was given. */
function resultOf(callee: PackageValue, call: Call): Value {
  const functions = join(...call.arguments.map((argument) => functionsIn(argument)));
  // These only call the function; whatever the result is given, the function gets.
  if (functions.length > 0 && passesOn.test(callee.path.at(-1) ?? "")) return functions;
  const made: Value = [{ ...callee, path: callee.path.length > 6 ? callee.path : [...callee.path, "()"] }];
  return join(made, functions, ...call.arguments.map(instancesOf));
}

/** `container.resolve(OrderService)`: an instance that the package has made. */
function instancesOf(argument: Value): Value {
  return join(...argument.map((one) => (one.kind === "class" ? instanceOf(one, []) : nothing)));
}

/** A module of the repository that is not there: it could do anything. */
function callMissing(callee: PackageValue, call: Call): Outcome {
  const [specifier = ""] = callee.path;
  const [client] = call.arguments.flatMap((argument) => clientsIn(argument));
  const outcome = unknownEffect(call, {
    cause: { code: "MS2005", data: { specifier } },
    client: client ?? clientValue("global"),
  });
  return { ...outcome, value: join(outcome.value, resultOf(callee, call)) };
}
