import type { DerivedFunction } from "../analyse/scaffold/facts.ts";
import type { Callback, Opening, PassedArgument, Usage } from "../analyse/scaffold/opening.ts";
import type { TextStyle } from "../model/text.ts";
import { indentationAt } from "../plan/edit/text-lines.ts";
import { freeName } from "../plan/region/free-name.ts";
import { inlineBody } from "./inline-body.ts";
import { namesFor, type OpeningNames } from "./opening-names.ts";
import { inStyle, lines, type TextEdit } from "./text-block.ts";

/** What the code of an opening is made with. */
export interface OpeningContext {
  readonly fn: DerivedFunction;
  readonly text: string;
  readonly style: TextStyle;
  /** The session client for a tenant. */
  readonly client: (tenant: string) => string;
  /** The plain client, where a transaction in place used its own before the tenant was set. */
  readonly plainClient: string | null;
  /** Local name of the tenant lookup. */
  readonly lookup: string;
}

/** The edits that put short queries and the session client in the place of one transaction. */
export function openingEdits(opening: Opening, context: OpeningContext): readonly TextEdit[] {
  const { usage, callback } = opening;
  if (usage.kind === "expression") return calledInPlace(opening, context);
  const names = namesFor(opening, context);
  const prelude = preludeOf(opening, names, context);
  if (callback.kind === "reference") return around(opening, { prelude, value: callOf(callback, names) }, context);
  if (!callback.isBlock) return around(opening, { prelude, value: conciseValue(opening, names, context) }, context);
  if (usage.kind !== "value" && !needsFunction(opening, callback)) return inlined(opening, { prelude, names }, context);
  const run = freeName(["respond", "runHandler"], context.fn.scopeNames);
  const indent = targetIndent(opening, context) + context.style.indent;
  const body = inlineBody(opening, { ...context, names, indent, isFunction: true });
  const end = context.style.semicolons ? ";" : "";
  const type = callback.returnType === null ? "" : `: ${callback.returnType}`;
  const declared = [`const ${run} = async ()${type} => {`, `${context.style.indent}${body}`, `}${end}`];
  return around(opening, { prelude: [...prelude, ...declared], value: `${run}()` }, context);
}

/** `(async (db) => {...})(tenantClient(tenantId))` */
function calledInPlace({ usage, callback, tenant }: Opening, { text, client }: OpeningContext): readonly TextEdit[] {
  const fn =
    callback.kind === "inline" ? `(${text.slice(callback.function.start, callback.function.end)})` : callback.text;
  if (usage.kind !== "expression" || tenant.kind !== "expression") return [];
  return [{ ...usage.range, text: `${fn}(${client(tenant.text)})` }];
}

/** The statements that find the tenant and make the client. */
function preludeOf(opening: Opening, { tenant, client }: OpeningNames, context: OpeningContext): readonly string[] {
  const { style } = context;
  const own = (code: string): string => inStyle(code, style);
  const found =
    opening.tenant.kind === "lookup"
      ? [
          own(`const ${tenant} = await ${context.lookup}(`).concat(opening.tenant.arguments, own(");")),
          `if (!${tenant}) {`,
          `${style.indent}${notFound(opening, context)}`,
          "}",
        ]
      : [];
  const isSetLater = opening.callback.kind === "inline" && opening.callback.setsTenant.length > 0;
  return client === null || isSetLater
    ? found
    : [...found, `const ${client} = ${context.client(tenant)}${style.semicolons ? ";" : ""}`];
}

/** As the application answers today if its `catch` says so, else as the proposal does. */
function notFound({ notFoundResponse }: Opening, { fn, text, style }: OpeningContext): string {
  const end = style.semicolons ? ";" : "";
  if (notFoundResponse) return `return ${text.slice(notFoundResponse.start, notFoundResponse.end)}${end}`;
  if (fn.responseClass === null) return inStyle('throw new Error("Tenant not found");', style);
  return inStyle(`return ${fn.responseClass}.json({ error: "Tenant not found" }, { status: 400 });`, style);
}

function callOf({ text, passes }: Callback & { kind: "reference" }, { tenant, client }: OpeningNames): string {
  const one = (passed: "tenant" | "client"): string => (passed === "tenant" ? tenant : (client ?? ""));
  const written = (passed: PassedArgument): string =>
    typeof passed === "string"
      ? one(passed)
      : `{ ${[...passed].map(([key, value]) => (key === one(value) ? key : `${key}: ${one(value)}`)).join(", ")} }`;
  return `${text}(${passes.map(written).join(", ")})`;
}

/** The expression of a concise callback; where it stands in the place of `open(...)` it must be one operand. */
function conciseValue(opening: Opening, names: OpeningNames, context: OpeningContext): string {
  const { callback } = opening;
  if (callback.kind !== "inline") return "";
  const indent = targetIndent(opening, context);
  const value = inlineBody(opening, { ...context, names, indent, isFunction: true });
  return callback.returns[0]?.needsParentheses ? `(${value})` : value;
}

/** A return that must not be awaited inside an inner `try`, and a body that can run to its end, need a function. */
function needsFunction({ insideTry }: Opening, { returns, completes }: Callback & { kind: "inline" }): boolean {
  return completes || (insideTry && returns.some(({ needsAwait, insideTry: inner }) => needsAwait && inner));
}

function inlined(
  opening: Opening,
  { prelude, names }: { prelude: readonly string[]; names: OpeningNames },
  context: OpeningContext,
): readonly TextEdit[] {
  const { usage } = opening;
  if (usage.kind === "value" || usage.kind === "expression") return [];
  const indent = targetIndent(opening, context);
  const isBlock = needsBraces(usage);
  const inner = isBlock ? indent + context.style.indent : indent;
  const body = inlineBody(opening, { ...context, names, indent: inner, isFunction: false });
  const code = [lines(prelude, { style: context.style, indent: inner }), body]
    .filter((part) => part !== "")
    .join(context.style.lineEnd + inner);
  return [{ ...usage.range, text: isBlock ? block(code, { indent, inner, opening, style: context.style }) : code }];
}

interface Result {
  readonly prelude: readonly string[];
  /** A promise of the callback's result. */
  readonly value: string;
}

function around(opening: Opening, { prelude, value }: Result, context: OpeningContext): readonly TextEdit[] {
  const { usage, insideTry, result, tenant } = opening;
  const { style } = context;
  const indent = targetIndent(opening, context);
  if (usage.kind === "value") {
    const before = `${lines(prelude, { style, indent })}${style.lineEnd}${indent}`;
    const awaited = `${usage.isAwaited ? "await " : ""}${value}`;
    const object = result && tenant.kind === "lookup" && usage.pattern === null;
    const tenantName = namesFor(opening, context).tenant;
    const members = result
      ? [...(result.tenant ? [`${result.tenant}: ${tenantName}`] : []), `${result.result}: ${awaited}`]
      : [];
    const text = object
      ? `{ ${members.join(", ")} }`
      : usage.pattern === null
        ? awaited
        : `${usage.pattern} = ${awaited}`;
    return [
      { start: usage.statement.start, end: usage.statement.start, text: before },
      { ...usage.range, text },
    ];
  }
  const isBlock = needsBraces(usage);
  const inner = isBlock ? indent + style.indent : indent;
  const end = style.semicolons ? ";" : "";
  const code = lines([...prelude, `return ${insideTry ? "await " : ""}${value}${end}`], { style, indent: inner });
  return [{ ...usage.range, text: isBlock ? block(code, { indent, inner, opening, style }) : code }];
}

/** For the body of an arrow function, and for the only statement of an `if`. */
function needsBraces(usage: Usage): boolean {
  return usage.kind === "concise" || (usage.kind === "returned" && !usage.isBraced);
}

interface Block {
  readonly opening: Opening;
  readonly indent: string;
  readonly inner: string;
  readonly style: TextStyle;
}

/** For an expression body the range begins right behind the arrow. */
function block(code: string, { opening, indent, inner, style }: Block): string {
  const space = opening.usage.kind === "concise" ? " " : "";
  return `${space}{${style.lineEnd}${inner}${code}${style.lineEnd}${indent}}`;
}

function targetIndent({ usage }: Opening, { text }: OpeningContext): string {
  return indentationAt(text, usage.kind === "value" ? usage.statement.start : usage.range.start);
}
