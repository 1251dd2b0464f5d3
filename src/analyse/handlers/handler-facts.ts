import { ts } from "ts-morph";
import { diagnostic } from "../../diagnostics/create.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { BodyFacts } from "../../model/body.ts";
import type { Effect, ExternalCall } from "../../model/effect.ts";
import type { Classification, HandlerFacts } from "../../model/handler.ts";
import { bodyFacts } from "../body/body-facts.ts";
import { Collector } from "../interpret/collector.ts";
import type { Interpreter } from "../interpret/interpreter.ts";
import { parseProblem } from "../program/parse-problem.ts";
import { fileOf, lineOf } from "../program/source-files.ts";
import { isInLoop } from "../syntax/survives.ts";
import { enclosingFunctionName } from "../syntax/function-name.ts";
import { resolveName } from "../syntax/scope.ts";
import { unwrap } from "../syntax/unwrap.ts";
import { type FunctionValue, opaque } from "../value/value.ts";
import { handlerArguments, type WrapperShape } from "../wrapper/wrapper-shape.ts";
import { callFacts } from "./call-facts.ts";
import type { CallerFrame } from "./caller-frame.ts";
import { bodyOracle } from "./body-oracle.ts";
import { guardingCatches } from "./guarding-catch.ts";
import { handlerDiagnostics } from "./handler-diagnostics.ts";
import { type HandlerSite, handlerSites, reported } from "./handler-sites.ts";
import { survivedErrors } from "./survived-errors.ts";
import type { WrapperCall } from "./wrapper-calls.ts";

/** What is known about one wrapper call before anyone asks how many calls share its handler. */
export interface AnalysedCall {
  readonly facts: HandlerFacts;
  /** The handler function, if it was found. */
  readonly fn: ts.Node | null;
}

/** Analyses the handler of one wrapper call. */
export function handlerFacts(
  it: Interpreter,
  call: WrapperCall,
  at: { shape: WrapperShape; caller: CallerFrame },
): AnalysedCall {
  const { shape, caller } = at;
  const argument = call.node.arguments[shape.handlerArgument];
  const value = argument ? it.evaluate(argument, caller.frame) : opaque;
  const functions = value.flatMap((alternative) =>
    alternative.kind === "function" && alternative.node.body ? [alternative] : [],
  );
  const [found] = functions;
  const place = { file: call.file, line: lineOf(call.node) };
  const problem = parseProblem(call.node.getSourceFile());
  const parse = problem
    ? [diagnostic("MS1002", { file: call.file, line: problem.line }, { problem: problem.message })]
    : [];
  if (!found || functions.length < value.length) {
    const reasons = [...parse, missingHandler(call, argument, place)];
    return {
      facts: {
        ...callFacts(call, shape),
        classification: "unknown",
        effects: [],
        externalCalls: [],
        needsRegion: false,
        body: null,
        diagnostics: reasons,
      },
      fn: null,
    };
  }
  if (functions.length > 1) return severalHandlers(it, call, { functions, shape, parse });
  const frame = it.frame(found.node, found.frame, {
    arguments: [...found.bound, ...handlerArguments(shape)],
    self: found.self,
  });
  const sites = handlerSites(it, found.node, frame);
  const isPlanned = call.state === "legacy" && (needsRegion(sites) || survivesRead(sites));
  const effects = effectsOf(sites);
  const facts: HandlerFacts = {
    ...callFacts(call, shape),
    classification: classificationOf(effects),
    effects,
    externalCalls: externalsOf(sites),
    needsRegion: needsRegion(sites),
    body: isPlanned ? bodyOf(it, { found, frame, sites, shape }) : null,
    diagnostics: [
      ...parse,
      ...throughLocal(call),
      ...brokenBody(found, call),
      ...handlerDiagnostics(sites),
      ...(call.state === "legacy" ? survivedErrors(sites) : []),
    ],
  };
  return { facts: caller.callers > 0 ? onBehalf(facts, call) : facts, fn: found.node };
}

interface Several {
  readonly functions: readonly FunctionValue[];
  readonly shape: WrapperShape;
  readonly parse: readonly Diagnostic[];
}

/** Handlers that callers give: the wrapper call does what any of them does. There is no one body to rewrite. */
function severalHandlers(it: Interpreter, call: WrapperCall, { functions, shape, parse }: Several): AnalysedCall {
  const sites = functions.flatMap((found) => {
    const frame = it.frame(found.node, found.frame, {
      arguments: [...found.bound, ...handlerArguments(shape)],
      self: found.self,
    });
    return handlerSites(it, found.node, frame);
  });
  const effects = effectsOf(sites);
  const facts: HandlerFacts = {
    ...callFacts(call, shape),
    classification: classificationOf(effects),
    effects,
    externalCalls: externalsOf(sites),
    needsRegion: needsRegion(sites),
    body: null,
    diagnostics: [...parse, ...handlerDiagnostics(sites)],
  };
  return { facts: onBehalf(facts, call), fn: null };
}

/** Where one of the callers' handlers writes, the region would have to stand in that handler, not here. */
function onBehalf(facts: HandlerFacts, call: WrapperCall): HandlerFacts {
  if (facts.classification === "none" || facts.classification === "read") return facts;
  const enclosing = enclosingFunctionName(call.node);
  const reason = diagnostic("MS1007", facts, { wrapper: call.family.legacy, enclosing });
  return { ...facts, diagnostics: [reason, ...facts.diagnostics] };
}

function missingHandler(
  call: WrapperCall,
  argument: ts.Expression | undefined,
  place: { file: string; line: number },
): Diagnostic {
  const text = argument?.getText().replace(/\s+/g, " ").slice(0, 60) ?? "nothing";
  const name = argument ? unwrap(argument) : null;
  const declaration = name && ts.isIdentifier(name) ? resolveName(name.text, name) : null;
  if (declaration && ts.isParameter(declaration)) {
    const enclosing = enclosingFunctionName(call.node);
    return diagnostic("MS1007", place, { wrapper: call.family.legacy, enclosing });
  }
  return diagnostic("MS1001", place, { wrapper: call.family.legacy, argument: text });
}

/** True if the handler writes or locks through the session client, or opens a transaction on it. */
function needsRegion(sites: readonly HandlerSite[]): boolean {
  return sites.some(({ site }) => {
    const writes = site.effects.some(({ kind, independent }) => kind !== "read" && independent !== true);
    return site.settled !== "unsent" && (writes || site.opensTransaction !== undefined || site.opensOnSession);
  });
}

/** True if the error of an operation can be kept in while others may follow: today all that follow it fail as well. */
function survivesRead(sites: readonly HandlerSite[]): boolean {
  const session = sites.filter(({ site }) => site.effects.some(({ independent }) => independent !== true));
  return session.some(({ node, site }) => {
    const isKept = site.swallowsErrors || site.survivesErrors || guardingCatches(node).length > 0;
    return isKept && (session.length > 1 || site.goesOnAfterErrors || isInLoop(node));
  });
}

interface Found {
  readonly found: FunctionValue;
  readonly frame: ReturnType<Interpreter["frame"]>;
  readonly sites: readonly HandlerSite[];
  readonly shape: WrapperShape;
}

function bodyOf(it: Interpreter, { found, frame, sites, shape }: Found): BodyFacts {
  const oracle = bodyOracle(it, { fn: found.node, frame, sites, shape });
  return bodyFacts(found.node, found.node.getSourceFile(), fileOf(found.node), oracle);
}

/** A call through a variable cannot be renamed by its import. */
function throughLocal(call: WrapperCall): readonly Diagnostic[] {
  const callee = unwrap(call.node.expression);
  const declaration = ts.isIdentifier(callee) ? resolveName(callee.text, callee) : null;
  const isLocal = declaration !== null && (ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration));
  const isComputed = ts.isElementAccessExpression(callee);
  const isRequired = ts.isPropertyAccessExpression(callee) && isLocalValue(callee.expression);
  if (call.state === "migrated" || call.origin.file === call.file || !(isLocal || isComputed || isRequired)) return [];
  const at = { file: call.file, line: lineOf(call.node) };
  return [diagnostic("MS1020", at, { wrapper: call.family.legacy, callee: callee.getText() })];
}

function isLocalValue(node: ts.Expression): boolean {
  const declaration = ts.isIdentifier(node) ? resolveName(node.text, node) : null;
  return declaration !== null && ts.isVariableDeclaration(declaration);
}

/** A handler function in a broken file cannot be edited, wherever the call stands. */
function brokenBody({ node }: FunctionValue, call: WrapperCall): readonly Diagnostic[] {
  const source = node.getSourceFile();
  const problem = source.fileName === call.file ? null : parseProblem(source);
  return problem
    ? [diagnostic("MS1002", { file: source.fileName, line: problem.line }, { problem: problem.message })]
    : [];
}

function effectsOf(sites: readonly HandlerSite[]): readonly Effect[] {
  const collector = new Collector();
  for (const { contribution, site } of sites) if (site.settled !== "unsent") collector.add(contribution);
  return reported(collector.result().effects);
}

function externalsOf(sites: readonly HandlerSite[]): readonly ExternalCall[] {
  return sites.flatMap(({ site }) => site.externalCalls);
}

/** A write decides, then what is unknown; a lock needs its transaction as a write does. */
function classificationOf(effects: readonly Effect[]): Classification {
  if (effects.some(({ kind }) => kind === "write" || kind === "lock")) return "write";
  if (effects.some(({ kind }) => kind === "unknown")) return "unknown";
  return effects.length > 0 ? "read" : "none";
}
