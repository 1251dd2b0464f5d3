import type { RegionPlan, ResultBinding } from "../region/region.ts";

/** How the values of a region get from its callback to the code behind it. */
export interface Bindings {
  /** What stands before the call: `const order = await `. */
  readonly head: string;
  /** The expression that the callback returns at its end; null if none. */
  readonly returned: string | null;
  /** True if the last statement returns its value instead of declaring it. */
  readonly returnsLast: boolean;
  /** What closes the statement behind the call: the parenthesis of `({ a } = await ...)`. */
  readonly close: string;
  /** Statements behind it, without their ends. */
  readonly after: readonly string[];
}

type Values = Omit<Bindings, "returnsLast">;

/** @param returnsLast true if the only value is what the last statement awaits */
export function bindingsOf({ exit, results }: RegionPlan, returnsLast: boolean): Bindings {
  if (exit.kind === "return") {
    return { ...plain(exit.awaits ? "return await " : "return "), returned: null, returnsLast: false };
  }
  const bind = exit.kind === "values" ? valueBindings : outcomeBindings;
  const values = bind(results, exit.name);
  const isDirect = returnsLast && values.returned === results[0]?.name;
  return { ...values, returned: isDirect ? null : values.returned, returnsLast: isDirect };
}

function plain(head: string, returned: string | null = null): Values {
  return { head, returned, close: "", after: [] };
}

function valueBindings(results: readonly ResultBinding[], name: string): Values {
  const [only, ...others] = results;
  if (!only) return plain("await ");
  if (others.length === 0 && !only.isLiteral) return plain(`${target(only)} = await `, only.name);
  const [binding, ...mixed] = new Set(results.map((result) => result.binding));
  if (binding === undefined || mixed.length > 0 || results.some(needsType)) return unpacked(results, name);
  if (binding !== "assign") return plain(`${binding} ${objectOf(results)} = await `, returnedObject(results));
  return { ...plain(`(${objectOf(results)} = await `, returnedObject(results)), close: ")" };
}

/** The callback gives an early response or the values: `if (order instanceof Response) return order;` */
function outcomeBindings(results: readonly ResultBinding[], name: string): Values {
  const [only, ...others] = results;
  if (!only) return { ...plain(`const ${name} = await `, "null"), after: [leave(name)] };
  const isTold = others.length === 0 && !only.maybeResponse && !only.isLiteral;
  if (!isTold) {
    const { after, ...values } = unpacked(results, name);
    return { ...values, after: [leave(name), ...after] };
  }
  if (only.binding === "const")
    return { ...plain(`const ${only.name} = await `, only.name), after: [leave(only.name)] };
  return { ...plain(`const ${name} = await `, only.name), after: [leave(name), `${target(only)} = ${name}`] };
}

function leave(name: string): string {
  return `if (${name} instanceof Response) return ${name}`;
}

/** `const outcome = await ...; const { order } = outcome; total = outcome.total;` */
function unpacked(results: readonly ResultBinding[], name: string): Values {
  const constants = results.filter(({ binding }) => binding === "const");
  const others = results.filter(({ binding }) => binding !== "const");
  const after = [
    ...(constants.length > 0 ? [`const ${objectOf(constants)} = ${name}`] : []),
    ...others.map((result) => `${target(result)} = ${name}.${result.name}`),
  ];
  return { head: `const ${name} = await `, returned: returnedObject(results), close: "", after };
}

function target({ binding, name, typeText }: ResultBinding): string {
  if (binding === "assign") return name;
  return binding === "let" && typeText !== null ? `let ${name}: ${typeText}` : `${binding} ${name}`;
}

function needsType({ binding, typeText }: ResultBinding): boolean {
  return binding === "let" && typeText !== null;
}

function returnedObject(results: readonly ResultBinding[]): string {
  return results.some(({ isLiteral }) => isLiteral) ? `${objectOf(results)} as const` : objectOf(results);
}

function objectOf(results: readonly ResultBinding[]): string {
  return `{ ${results.map(({ name }) => name).join(", ")} }`;
}
