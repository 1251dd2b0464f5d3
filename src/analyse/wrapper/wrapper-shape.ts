import { ts } from "ts-morph";
import type { SessionFamily } from "../../model/config.ts";
import type { ParameterPlace } from "../body/oracle.ts";
import type { CallNode, Interpreter } from "../interpret/interpreter.ts";
import { unwrap } from "../syntax/unwrap.ts";
import { holdsClient } from "../value/holds-client.ts";
import { type FunctionValue, opaque, type Value } from "../value/value.ts";

/** Where a wrapper takes its handler, and where it hands over the client and the tenant. */
export interface WrapperShape {
  readonly handlerArgument: number;
  readonly client: ParameterPlace;
  readonly tenant: ParameterPlace | null;
  /** What the wrapper's own code gives to its handler; null where it was not found. */
  readonly given: readonly Value[] | null;
}

/** The proposal's wrapper: `withSalesSession(request, async ({ tenantId, db }) => ...)`. */
const proposal: WrapperShape = {
  handlerArgument: 1,
  client: { index: 0, property: "db" },
  tenant: { index: 0, property: "tenantId" },
  given: null,
};

/**
 * Reads the shape from the wrapper's own declaration: it is run with parameters under observation, and the parameter
 * that gets called with a client is the handler. The configuration goes before what is found; where nothing is found
 * (a wrapper from a package) the proposal's shape is assumed.
 */
export function wrapperShape(it: Interpreter, declaration: Value, family: SessionFamily): WrapperShape {
  const found = declaration.flatMap((value) => (value.kind === "function" ? observe(it, value) : []));
  const shape = found[0] ?? assumed(family);
  const client = configuredPlace(family.client) ?? shape.client;
  const isAsFound = client.index === shape.client.index && client.property === shape.client.property;
  return {
    ...shape,
    handlerArgument: family.handlerArgument ?? shape.handlerArgument,
    client,
    given: isAsFound ? shape.given : null,
  };
}

/** Where the client is configured to arrive elsewhere, the proposal says nothing about the tenant either. */
function assumed({ client }: SessionFamily): WrapperShape {
  return client === null ? proposal : { ...proposal, tenant: null };
}

function observe(it: Interpreter, wrapper: FunctionValue): readonly WrapperShape[] {
  const shapes: WrapperShape[] = [];
  it.onProbe = (index, given, node) => {
    const shape = shapeOfCall({ index, given, node });
    if (shape) shapes.push(shape);
  };
  const probes = wrapper.node.parameters.map((_, index): Value => [{ kind: "probe", index }]);
  it.observing = true;
  it.invoke(wrapper, probes);
  it.observing = false;
  it.onProbe = null;
  return shapes;
}

interface ObservedCall {
  readonly index: number;
  readonly given: readonly Value[];
  readonly node: CallNode;
}

function shapeOfCall({ index, given, node }: ObservedCall): WrapperShape | null {
  for (const [position, value] of given.entries()) {
    const property = clientProperty(value);
    if (property === undefined) continue;
    return { handlerArgument: index, client: { index: position, property }, tenant: tenantPlace(given, node), given };
  }
  return null;
}

/** Null: the value is the client; a name: a property of it is; undefined: neither. */
function clientProperty(value: Value): string | null | undefined {
  for (const alternative of value) {
    if (alternative.kind === "client" || alternative.kind === "instance")
      return holdsClient([alternative]) ? null : undefined;
    if (alternative.kind !== "object") continue;
    for (const [name, part] of alternative.properties) if (part.some((inner) => inner.kind === "client")) return name;
  }
  return undefined;
}

const tenantName = /tenant|organi[sz]ation|workspace|account/i;

/** The tenant is told by its name: as a property of an argument, or as an argument. */
function tenantPlace(given: readonly Value[], node: CallNode): ParameterPlace | null {
  for (const [index, value] of given.entries()) {
    for (const alternative of value) {
      if (alternative.kind !== "object") continue;
      const names = [...alternative.properties.keys()].filter((name) => tenantName.test(name));
      const best = names.find((name) => /id$/i.test(name)) ?? names[0];
      if (best !== undefined) return { index, property: best };
    }
  }
  const written = ts.isCallExpression(node) ? node.arguments.map(unwrap) : [];
  const index = written.findIndex((argument) => ts.isIdentifier(argument) && tenantName.test(argument.text));
  return index < 0 ? null : { index, property: null };
}

/** `param:0`, `param:0.db` */
function configuredPlace(text: string | null): ParameterPlace | null {
  const match = /^param:(\d+)(?:\.(\w+))?$/.exec(text ?? "");
  return match ? { index: Number(match[1]), property: match[2] ?? null } : null;
}

/**
 * The arguments that a handler gets: what the wrapper hands over, with the session client in its place and the context
 * object marked as such.
 */
export function handlerArguments(shape: WrapperShape): readonly Value[] {
  const count = Math.max(shape.client.index + 1, (shape.tenant?.index ?? 0) + 1, shape.given?.length ?? 0);
  return Array.from({ length: count }, (_, index): Value => {
    const given = shape.given?.[index] ?? opaque;
    return index === shape.client.index ? withSessionClient(given, shape.client.property) : given;
  });
}

function withSessionClient(given: Value, property: string | null): Value {
  if (property === null) return sessionClient(given);
  const object = given.find((value) => value.kind === "object" && value.properties.has(property));
  const properties = object?.kind === "object" ? object.properties : new Map<string, Value>();
  const client = sessionClient(properties.get(property) ?? []);
  return [{ kind: "object", properties: new Map([...properties, [property, client]]), rest: opaque, isContext: true }];
}

/** A migrated wrapper hands over the global client: to the handler it is the session client all the same. */
function sessionClient(given: Value): Value {
  const found = given.find((value) => value.kind === "client");
  return [
    { kind: "client", client: "session", openedOn: null, extensions: found?.kind === "client" ? found.extensions : [] },
  ];
}
