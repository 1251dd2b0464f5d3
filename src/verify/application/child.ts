import { AsyncLocalStorage } from "node:async_hooks";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { ApplicationError } from "../model/application.ts";
import { answerRequest } from "./answer-request.ts";
import { hearOpenTransactions } from "./open-transactions.ts";
import { describeError } from "./describe-error.ts";
import { replaceClientRequest } from "./external-client-request.ts";
import { replaceFetch } from "./external-fetch.ts";
import { fixRandom } from "./fixed-random.ts";
import { freezeClock } from "./frozen-clock.ts";
import { defineHandlerMark } from "./handler-marks.ts";
import { loadApplication, type LoadedApplication } from "./load-application.ts";
import type { Order, Reply, SentOptions } from "./messages.ts";
import { observeOperations } from "./observed-operations.ts";
import { refuseSockets } from "./refused-sockets.ts";
import { recordLaterError } from "./request-scope.ts";

/** The process in which a version of the application runs; `ApplicationProcess` is its counterpart. */
interface Prepared {
  readonly application: LoadedApplication;
  readonly restart: () => void;
  readonly closeConnections: () => void;
}

let prepared: Prepared | null = null;

process.on("uncaughtException", (error) => recordLaterError(describeError(error)));
process.on("unhandledRejection", (reason) => recordLaterError(describeError(reason)));
// Whoever started this process is gone; nobody could end it any more.
process.on("disconnect", end);
process.on("message", (order) => void obey(order as Order));

async function obey(order: Order): Promise<void> {
  switch (order.kind) {
    case "start":
      return start(order.options);
    case "send":
      return send(order);
    case "open-transactions":
      return hearOpenTransactions(order.question, order.count);
    case "close":
      prepared?.closeConnections();
      setTimeout(end, 50);
  }
}

function start(options: SentOptions): void {
  try {
    prepared = prepare(options);
    tell({ kind: "started" });
  } catch (error) {
    tell({ kind: "unstarted", message: messageOf(error) });
  }
}

function prepare(options: SentOptions): Prepared {
  loadEnvironment(options.root);
  freezeClock(options.now);
  const restart = fixRandom();
  replaceFetch();
  replaceClientRequest();
  const closeConnections = refuseSockets(options.databaseUrl);
  observeOperations();
  defineHandlerMark();
  // Names that were imported from built-in modules follow what has been replaced on them.
  syncBuiltinESMExports();
  // Next takes it from there when its modules are loaded.
  Object.assign(globalThis, { AsyncLocalStorage });
  return { application: loadApplication(options.root, options.replacements), restart, closeConnections };
}

/** As Next does, variables that are set stay as they are. Most applications in a test have no such file. */
function loadEnvironment(root: string): void {
  try {
    process.loadEnvFile(join(root, ".env"));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}

async function send({ id, request, failing }: Extract<Order, { kind: "send" }>): Promise<void> {
  try {
    if (prepared === null) throw new ApplicationError("The application has not been started.");
    const { application, restart } = prepared;
    tell({ kind: "outcome", id, outcome: await answerRequest(application, { request, failing, restart }) });
  } catch (error) {
    tell({ kind: "failed", id, message: messageOf(error) });
  }
}

function messageOf(error: unknown): string {
  return error instanceof ApplicationError
    ? error.message
    : `The application could not be run. ${describeError(error)}`;
}

function tell(reply: Reply): void {
  process.send?.(reply);
}

function end(): void {
  process.kill(process.pid, "SIGKILL");
}
