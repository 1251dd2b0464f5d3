import { ts } from "ts-morph";
import type { ContextFacts } from "../../model/body.ts";
import type { TextRange } from "../../model/text.ts";
import type { DeclarationTable } from "./declarations.ts";
import type { BodyOracle, ParameterPlace } from "./oracle.ts";
import { rangeOf } from "./own-nodes.ts";

interface Surroundings {
  readonly fn: ts.FunctionLikeDeclaration;
  readonly table: DeclarationTable;
  readonly oracle: BodyOracle;
  readonly takenNames: readonly string[];
}

type Tenant = Pick<ContextFacts, "tenant" | "tenantName" | "addTenant">;

const noTenant: Tenant = { tenant: null, tenantName: null, addTenant: null };

/** How the function's parameters give it the client and the tenant. */
export function contextFacts(surroundings: Surroundings): ContextFacts {
  const { fn, oracle, table } = surroundings;
  const { clientParameter, tenantParameter } = oracle.context;
  const parameter = fn.parameters[clientParameter.index];
  const pattern = parameter ? patternOf(parameter, fn) : null;
  return {
    ...(tenantParameter ? tenantOf(tenantParameter, surroundings) : noTenant),
    clientElement: pattern ? clientElement(pattern, clientParameter, table) : null,
    contextObject: parameter ? contextObject(parameter, clientParameter) : null,
  };
}

function contextObject({ name }: ts.ParameterDeclaration, place: ParameterPlace): ContextFacts["contextObject"] {
  if (!ts.isIdentifier(name) || place.property === null) return null;
  return { name: name.text, clientProperty: place.property };
}

function tenantOf(place: ParameterPlace, surroundings: Surroundings): Tenant {
  const parameter = surroundings.fn.parameters[place.index];
  if (!parameter) return appendedParameter(place, surroundings);
  const pattern = patternOf(parameter, surroundings.fn);
  if (pattern && place.property !== null) return destructured(pattern, place.property, surroundings.takenNames);
  if (!ts.isIdentifier(parameter.name)) return noTenant;
  const { text } = parameter.name;
  return {
    tenant: place.property === null ? text : `${text}.${place.property}`,
    tenantName: rangeOf(parameter.name),
    addTenant: null,
  };
}

/** The pattern that takes the parameter apart: its own, or that of the first statement (`const { db } = ctx;`). */
function patternOf(parameter: ts.ParameterDeclaration, fn: ts.FunctionLikeDeclaration): ts.ObjectBindingPattern | null {
  if (ts.isObjectBindingPattern(parameter.name)) return parameter.name;
  const first = fn.body && ts.isBlock(fn.body) ? fn.body.statements[0] : undefined;
  if (!first || !ts.isVariableStatement(first)) return null;
  const [declaration, ...others] = first.declarationList.declarations;
  if (!declaration?.initializer || others.length > 0 || !ts.isObjectBindingPattern(declaration.name)) return null;
  const isWhole = ts.isIdentifier(declaration.initializer) && ts.isIdentifier(parameter.name);
  return isWhole && declaration.initializer.getText() === parameter.name.getText() ? declaration.name : null;
}

function destructured(pattern: ts.ObjectBindingPattern, property: string, taken: readonly string[]): Tenant {
  const present = pattern.elements.find((element) => propertyOf(element) === property);
  if (present) {
    if (!ts.isIdentifier(present.name)) return noTenant;
    return { tenant: present.name.text, tenantName: rangeOf(present.name), addTenant: null };
  }
  const last = pattern.elements.at(-1);
  if (last?.dotDotDotToken && ts.isIdentifier(last.name)) {
    return { tenant: `${last.name.text}.${property}`, tenantName: rangeOf(last.name), addTenant: null };
  }
  const name = freeTenantName(property, taken);
  const element = name === property ? property : `${property}: ${name}`;
  if (!last) {
    const at = pattern.getStart() + 1;
    return { ...noTenant, addTenant: { at: { start: at, end: at }, text: ` ${element} `, name } };
  }
  return {
    ...noTenant,
    addTenant: { at: { start: last.end, end: last.end }, text: `${separator(last)}${element}`, name },
  };
}

/** `, ` or, in a pattern of one element a line, a comma and the same indentation. */
function separator(element: ts.BindingElement): string {
  const text = element.getSourceFile().text;
  const before = /(\r?\n[ \t]*)$/.exec(text.slice(0, element.getStart()));
  return before ? `,${before[1] ?? ""}` : ", ";
}

function appendedParameter(place: ParameterPlace, { fn, takenNames }: Surroundings): Tenant {
  const last = fn.parameters.at(-1);
  if (!last || place.property !== null || place.index !== fn.parameters.length || last.dotDotDotToken) return noTenant;
  const name = freeTenantName("tenantId", takenNames);
  const isBare = fn.getSourceFile().text.slice(fn.getStart(), last.getStart()).includes("(");
  if (!isBare) return noTenant;
  return { ...noTenant, addTenant: { at: { start: last.end, end: last.end }, text: `, ${name}`, name } };
}

function freeTenantName(property: string, taken: readonly string[]): string {
  if (!taken.includes(property)) return property;
  const base = `session${property.charAt(0).toUpperCase()}${property.slice(1)}`;
  if (!taken.includes(base)) return base;
  let counter = 2;
  while (taken.includes(`${base}${counter}`)) counter += 1;
  return `${base}${counter}`;
}

/** The client's element of the pattern, where leaving it out changes nothing else. */
function clientElement(
  pattern: ts.ObjectBindingPattern,
  place: ParameterPlace,
  table: DeclarationTable,
): ContextFacts["clientElement"] {
  const { elements } = pattern;
  const index = elements.findIndex((element) => propertyOf(element) === place.property);
  const element = elements[index];
  const declaration = element && table.ids.get(element);
  const hasRest = elements.some(({ dotDotDotToken }) => dotDotDotToken !== undefined);
  if (!element || declaration === undefined || hasRest || element.initializer) return null;
  const range = withComma(elements, index, element);
  const text = pattern.getSourceFile().text.slice(range.start, range.end);
  return /\/[/*]/.test(text) ? null : { range, element: rangeOf(element), declaration };
}

function withComma(elements: readonly ts.BindingElement[], index: number, element: ts.BindingElement): TextRange {
  const next = elements[index + 1];
  if (next) return { start: element.getStart(), end: next.getStart() };
  const previous = elements[index - 1];
  return previous ? { start: previous.end, end: element.end } : rangeOf(element);
}

function propertyOf(element: ts.BindingElement): string | null {
  if (element.dotDotDotToken) return null;
  const name = element.propertyName ?? element.name;
  return ts.isIdentifier(name) ? name.text : null;
}
