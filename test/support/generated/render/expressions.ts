import { type Entity, entities } from "../operations/operation.ts";
import type { Known, Scope } from "./scope.ts";

/** A number that can be computed here. */
export function numberAt(scope: Scope, pick: number): string {
  const values = scope.known().flatMap((known) => known.shape.numbers.map((path) => valueOf(known, path, "0")));
  return chosen(scope, ["input.count", "total", ...values], pick);
}

/** A text that can be computed here. */
export function textAt(scope: Scope, pick: number): string {
  const values = scope.known().flatMap((known) => known.shape.texts.map((path) => valueOf(known, path, '"none"')));
  const plain = ['"Call back"', "input.name", "`${input.name} ${total}`"];
  return chosen(scope, [...plain, ...values], pick);
}

/** A condition; some of the known values are asked for, too. */
export function conditionAt(scope: Scope, pick: number): string {
  const values = scope.known().flatMap((known) => known.shape.numbers.map((path) => valueOf(known, path, "0")));
  const plain = ["input.flag", "input.mode > 0", "total > 1", "input.names.length > 1", "input.count < 2"];
  return chosen(
    scope,
    [...plain, ...values.map((value) => `${value.includes("??") ? `(${value})` : value} > ${[0, 2, 100][pick % 3]}`)],
    pick,
  );
}

/** A variable that may be null. */
export function optionalAt(scope: Scope, pick: number): Known | null {
  const optional = scope.known().filter(({ result }) => result === "optional");
  const known = optional[pick % Math.max(1, optional.length)] ?? null;
  if (known) scope.use(known.name);
  return known;
}

/** The id of a row: one of the seed, of nobody, of the other tenant, of the request, of a row that was read. */
export function idAt(scope: Scope, entity: Entity, pick: number): string {
  const { kind, rows } = entities[entity];
  const known = scope
    .known()
    .filter(({ shape, result }) => shape.entity === entity && (result === "row" || result === "optional"))
    .map((row) => valueOf(row, "id", `"${nobody}"`));
  const sent = entity === "customer" ? ["input.customerId"] : [];
  const literal = Array.from({ length: rows }, (_, index) => `"${rowId(kind, index + 1)}"`);
  const all = [literal[0] ?? "", ...known, ...sent, `"${nobody}"`, ...literal.slice(1, 4), `"${rowId(kind, 1, 2)}"`];
  return chosen(scope, all, pick);
}

export const nobody = "00000000-0000-4000-8000-000000000000";

/** The seed's id of a row. */
export function rowId(kind: number, n: number, tenant = 1): string {
  return `${tenant}0000000-0000-4000-8000-${String(kind).padStart(4, "0")}${String(n).padStart(8, "0")}`;
}

function valueOf({ name, result, shape }: Known, path: string, otherwise: string): string {
  const property = path === "" ? "" : `.${path}`;
  switch (result) {
    case "list":
      return otherwise === "0" ? `${name}.length` : `${name}.map((each) => each${property}).join(" ")`;
    case "optional":
      return shape.numbers.length === 0 && path === "" ? name : `${name}?${property} ?? ${otherwise}`;
    default:
      return `${name}${property}`;
  }
}

function chosen(scope: Scope, candidates: readonly string[], pick: number): string {
  const text = candidates[pick % candidates.length] ?? "";
  for (const { name } of scope.known()) if (new RegExp(`(^|[^.\\w])${name}\\b`).test(text)) scope.use(name);
  return text;
}
