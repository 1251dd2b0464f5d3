import { moduleExports } from "../syntax/module-exports.ts";
import { join } from "../value/join.ts";
import { type Alternative, nothing, type Value } from "../value/value.ts";
import type { Interpreter } from "./interpreter.ts";

/** Properties under construction: what is spread later goes before what was there. */
export interface Properties {
  readonly named: Map<string, Value>;
  rest: Value;
}

/** Adds what `{ ...value }` or `Object.assign(target, value)` copies. A property that may be missing leaves the old one possible. */
export function spreadInto(it: Interpreter, target: Properties, value: Value): void {
  const sources = value.map((alternative) => ownProperties(it, alternative));
  const names = new Set(sources.flatMap(({ named }) => [...named.keys()]));
  for (const name of names) {
    const always = sources.every(({ named }) => named.has(name));
    const copied = join(...sources.map(({ named }) => named.get(name) ?? nothing));
    target.named.set(name, always ? copied : join(target.named.get(name) ?? nothing, copied));
  }
  target.rest = join(target.rest, ...sources.map(({ rest }) => rest));
}

interface OwnProperties {
  readonly named: ReadonlyMap<string, Value>;
  readonly rest: Value;
}

const none: OwnProperties = { named: new Map(), rest: nothing };

function ownProperties(it: Interpreter, value: Alternative): OwnProperties {
  switch (value.kind) {
    case "object":
      return { named: value.properties, rest: value.rest };
    case "module":
      return { named: exportsOf(it, value.file), rest: nothing };
    case "client":
    case "instance":
    case "proxy":
    case "lost":
      return { named: none.named, rest: it.property([value], null) };
    default:
      return none;
  }
}

function exportsOf(it: Interpreter, file: string): ReadonlyMap<string, Value> {
  const source = it.sources.get(file);
  const names = source ? [...moduleExports(source).named.keys()] : [];
  return new Map(names.map((name) => [name, it.exported(file, name)]));
}
