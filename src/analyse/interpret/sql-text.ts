import { ts } from "ts-morph";
import { join } from "../value/join.ts";
import type { Frame, Value } from "../value/value.ts";
import type { Call } from "./evaluate-call.ts";
import { stringsIn } from "./evaluate-expression.ts";
import type { Interpreter } from "./interpreter.ts";

/** More variants of one statement than this are not listed: the text counts as unknown. */
const maxVariants = 64;

/** Stands for a bound value: `NULL` parses wherever Postgres takes a parameter. */
const boundValue = "NULL";

/** Every text that a raw query may send, with `NULL` for bound values; null if a part is not a constant. */
export function rawSqlTexts(it: Interpreter, { node, frame }: Call): readonly string[] | null {
  if (ts.isTaggedTemplateExpression(node)) return templateTexts(it, node.template, frame);
  const first = node.arguments?.[0];
  return first ? constantTexts(it, it.evaluate(first, frame)) : null;
}

/** The value of ``Prisma.sql`...` ``, `Prisma.join(...)`, `Prisma.raw(...)` or `Prisma.empty` (Prisma: "Raw queries"). */
export function sqlFragment(it: Interpreter, member: string, call: Call): Value {
  if (member === "empty") return [{ kind: "sql", texts: [""] }];
  if (member === "join") return [{ kind: "sql", texts: joinedTexts(it, call) }];
  return [{ kind: "sql", texts: rawSqlTexts(it, call) }];
}

/** Every text that a template may have, with `NULL` for bound values; null if a fragment in it is not a constant. */
export function templateTexts(it: Interpreter, template: ts.TemplateLiteral, frame: Frame): readonly string[] | null {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return [template.text];
  let texts: readonly string[] | null = [template.head.text];
  for (const span of template.templateSpans) {
    texts = append(texts, fragmentTexts(it.evaluate(span.expression, frame)));
    texts = append(texts, [span.literal.text]);
  }
  return texts;
}

/** What `${value}` adds: the text of a fragment, a placeholder for anything else. */
function fragmentTexts(value: Value): readonly string[] | null {
  const texts = new Set<string>();
  for (const alternative of value) {
    if (alternative.kind !== "sql") texts.add(boundValue);
    else if (alternative.texts === null) return null;
    else for (const text of alternative.texts) texts.add(text);
  }
  return texts.size > 0 ? [...texts] : [boundValue];
}

function constantTexts(it: Interpreter, value: Value): readonly string[] | null {
  const fragments = value.flatMap((alternative) => (alternative.kind === "sql" ? [alternative] : []));
  if (fragments.length === 0) return stringsIn(it, value);
  if (fragments.length < value.length || fragments.some((fragment) => fragment.texts === null)) return null;
  return fragments.flatMap((fragment) => fragment.texts ?? []);
}

function joinedTexts(it: Interpreter, { arguments: given }: Call): readonly string[] | null {
  const [list = [], separator = []] = given;
  const [glue = ","] = stringsIn(it, separator) ?? [];
  const [only] = list;
  if (list.length !== 1 || only?.kind !== "array")
    return list.some(({ kind }) => kind === "array" || kind === "lost") ? null : [boundValue];
  if (!only.items) return unorderedTexts(only.element, glue);
  const items = only.items;
  return items.reduce<readonly string[] | null>(
    (texts, item, index) => append(append(texts, [index === 0 ? "" : glue]), fragmentTexts(item)),
    [""],
  );
}

/** A list that grew piece by piece: all pieces in one text, and each alone. */
function unorderedTexts(element: Value, glue: string): readonly string[] | null {
  const pieces = fragmentTexts(element);
  return pieces && [pieces.join(glue), [...pieces, ...pieces].join(glue), ...pieces];
}

function append(texts: readonly string[] | null, parts: readonly string[] | null): readonly string[] | null {
  if (!texts || !parts || texts.length * parts.length > maxVariants) return null;
  return texts.flatMap((text) => parts.map((part) => text + part));
}

/** The texts that a template string without tag may be. */
export function templateValue(it: Interpreter, node: ts.TemplateExpression, frame: Frame): Value {
  let whole: Value = [{ kind: "string", text: node.head.text }];
  for (const span of node.templateSpans) {
    whole = concatenated(whole, it.evaluate(span.expression, frame));
    whole = concatenated(whole, [{ kind: "string", text: span.literal.text }]);
  }
  return whole;
}

/** `left + right` for strings and fragments of them; opaque as soon as one part is not a string. */
export function concatenated(left: Value, right: Value): Value {
  if (left.length === 0 || right.length === 0 || left.length * right.length > maxVariants) return [{ kind: "opaque" }];
  return join(
    ...left.flatMap((a) =>
      right.map((b): Value => {
        if (a.kind !== "string" || b.kind !== "string") return [{ kind: "opaque" }];
        return [{ kind: "string", text: a.text === null || b.text === null ? null : a.text + b.text }];
      }),
    ),
  );
}
