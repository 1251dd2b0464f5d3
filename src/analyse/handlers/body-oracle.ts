import { ts } from "ts-morph";
import type { BodyOracle, ClientMeaning } from "../body/oracle.ts";
import type { Interpreter } from "../interpret/interpreter.ts";
import { containerOf } from "../syntax/scope.ts";
import { holdsClient } from "../value/holds-client.ts";
import { opaque, type Alternative, type Frame, type FunctionValue, type Value } from "../value/value.ts";
import type { WrapperShape } from "../wrapper/wrapper-shape.ts";
import type { HandlerSite } from "./handler-sites.ts";

/** Answers the questions of the body facts from the interpreter, for one handler function in its activation. */
export function bodyOracle(
  it: Interpreter,
  handler: { fn: ts.FunctionLikeDeclaration; frame: Frame; sites: readonly HandlerSite[]; shape: WrapperShape },
): BodyOracle {
  const frameFor = nestedFrames(it, handler.frame);
  const valueOf = (node: ts.Expression): Value => it.evaluate(node, frameFor(node));
  return {
    sites: new Map(handler.sites.map(({ node, site }) => [node, site])),
    clientUse: (node) => clientMeaning(it, valueOf(node), handler.fn),
    isResponse(node) {
      const value = valueOf(node);
      return value.length > 0 && value.every((alternative) => alternative.kind === "response");
    },
    context: { clientParameter: handler.shape.client, tenantParameter: handler.shape.tenant },
  };
}

/** Activations of the functions nested in the handler; what they are called with is not needed to find clients. */
function nestedFrames(it: Interpreter, frame: Frame): (node: ts.Node) => Frame {
  const frames = new Map<ts.Node, Frame>([[frame.owner, frame]]);
  const frameOf = (owner: ts.FunctionLikeDeclaration | ts.SourceFile): Frame => {
    const known = frames.get(owner);
    if (known) return known;
    const made = ts.isSourceFile(owner)
      ? it.moduleFrame(owner)
      : it.frame(owner, frameOf(containerOf(owner)), { self: opaque });
    frames.set(owner, made);
    return made;
  };
  return (node) => frameOf(containerOf(node));
}

function clientMeaning(it: Interpreter, value: Value, handler: ts.Node): ClientMeaning | null {
  const meanings = value.map((alternative) => meaningOf(it, alternative, handler));
  const [first] = meanings;
  if (meanings.every((meaning) => meaning === null) || first === undefined) return null;
  const isUniform = meanings.every(
    (meaning) => meaning?.kind === first?.kind && meaning?.replacement === first?.replacement,
  );
  return isUniform ? first : { kind: "holder", replacement: null };
}

function meaningOf(it: Interpreter, value: Alternative, handler: ts.Node): ClientMeaning | null {
  switch (value.kind) {
    case "client":
      return value.client === "session" && value.extensions.length === 0
        ? { kind: "client", replacement: null }
        : holder(holdsClient([value], "session"));
    case "model":
      return value.client.client === "session"
        ? { kind: "delegate", replacement: value.model === null ? null : `{}.${value.model}` }
        : null;
    case "object":
      if (value.isContext) return { kind: "context", replacement: null };
      return holder(holdsClient([value], "session"));
    case "function":
      return holder(isInside(value.node, handler) && usesSessionClient(it, value));
    case "operation":
    case "array":
    case "instance":
      return holder(holdsClient([value], "session"));
    default:
      return null;
  }
}

function holder(holds: boolean): ClientMeaning | null {
  return holds ? { kind: "holder", replacement: null } : null;
}

function isInside(node: ts.Node, outer: ts.Node): boolean {
  return node.getSourceFile() === outer.getSourceFile() && node.pos >= outer.pos && node.end <= outer.end;
}

function usesSessionClient(it: Interpreter, value: FunctionValue): boolean {
  const { contribution } = it.invoke(value, [opaque, opaque, opaque]);
  return contribution.effects.some(({ client }) => client?.client === "session" || client?.openedOn === "session");
}
