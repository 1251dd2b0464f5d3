import { ts } from "ts-morph";
import { rangeOf } from "../body/own-nodes.ts";
import { unwrap } from "../syntax/unwrap.ts";
import { callbackFacts, takesWhatIsPassed } from "./callback-facts.ts";
import type { DerivedFunction } from "./facts.ts";
import { holderOf } from "./holder.ts";
import { responseToError, triesAround } from "./not-found-response.ts";
import type { Opening, PassedArgument, ResultShape, TenantLookup, TenantSource } from "./opening.ts";
import type { FoundOpening } from "./openings.ts";
import type { ScaffoldProgram } from "./scaffold-program.ts";
import { tenantLookup } from "./tenant-lookup.ts";
import { tenantSettings } from "./tenant-settings.ts";
import { quoted, Underivable } from "./underivable.ts";
import { usageOf } from "./usage.ts";

/** Null if the call is better renamed: its function does more, or the call stands where no statement can come before it. */
export function openingFacts(
  program: ScaffoldProgram,
  found: FoundOpening,
  responseClass: DerivedFunction["responseClass"],
): Opening | null {
  const { call, through } = found;
  const lookup = lookupOf(program, found, responseClass);
  if (through.kind === "family" || (through.kind === "function" && !lookup)) return null;
  const { tenant, passes, result, errors } = sourceOf(program, found, lookup);
  const usage = usageOf(call, result);
  if (lookup && (usage.kind === "expression" || !takesWhatIsPassed(found, passes))) return null;
  if (through.kind === "transaction" && usage.kind === "expression")
    throw new Underivable(call, `\`${quoted(call)}\` runs under a condition or in a callback`);
  const response = responseToError(call, errors);
  return {
    call: rangeOf(call),
    holder: holderOf(call),
    usage,
    insideTry: triesAround(call).length > 0,
    callback: callbackFacts(program, found, passes),
    tenant,
    result,
    notFoundResponse: response && rangeOf(response),
  };
}

interface Source {
  readonly tenant: TenantSource;
  readonly passes: readonly PassedArgument[];
  readonly result: ResultShape;
  readonly errors: readonly string[];
}

function sourceOf(
  program: ScaffoldProgram,
  { call, callback, through }: FoundOpening,
  lookup: TenantLookup | null,
): Source {
  if (lookup) {
    const given = lookup.argumentIndexes.flatMap((index) => call.arguments[index]?.getText() ?? []);
    const tenant: TenantSource = { kind: "lookup", lookup, arguments: given.join(", ") };
    return { tenant, passes: lookup.passes, result: lookup.result, errors: lookup.notFoundErrors };
  }
  const text = through.kind === "transaction" ? tenantOfSettings(program, callback) : call.arguments[0]?.getText();
  if (text === undefined) throw new Underivable(call, `\`${quoted(call)}\` does not say for which tenant it is`);
  return { tenant: { kind: "expression", text }, passes: ["client"], result: null, errors: [] };
}

/** The value that is put into the setting: `${tenantId}` of a template, the last argument of a call. */
function tenantOfSettings(program: ScaffoldProgram, callback: ts.Expression): string | undefined {
  const fn = unwrap(callback);
  const settings = ts.isArrowFunction(fn) || ts.isFunctionExpression(fn) ? tenantSettings(program, fn) : null;
  const [operation, ...others] = settings?.operations ?? [];
  if (!operation || others.length > 0) return undefined;
  const { node, substitutions } = operation;
  const template = ts.isTaggedTemplateExpression(node) ? node.template : node.arguments[0];
  const spans = template && ts.isTemplateExpression(template) ? template.templateSpans : [];
  const argument = ts.isCallExpression(node) && node.arguments.length > 1 ? node.arguments.at(-1) : undefined;
  const value = (spans.at(-1)?.expression ?? argument)?.getText();
  return value === undefined ? undefined : (substitutions.get(value) ?? value);
}

/** A function without responses of its own can only throw when there is no tenant: then the error must be a plain one. */
function lookupOf(
  program: ScaffoldProgram,
  { through }: FoundOpening,
  responseClass: DerivedFunction["responseClass"],
): TenantLookup | null {
  const lookup = through.kind === "function" ? tenantLookup(program, through) : null;
  const isAnswered = responseClass !== null || lookup?.notFoundErrors.every((name) => name === "Error");
  return isAnswered ? lookup : null;
}
