import { fork, type ChildProcess } from "node:child_process";
import { ApplicationError, type ApplicationOptions } from "../model/application.ts";
import type { ExternalFault } from "../model/fault.ts";
import type { Outcome } from "../model/outcome.ts";
import type { HandlerRequest } from "../model/request.ts";
import { childScript } from "./child-script.ts";
import { LastLines } from "./last-lines.ts";
import type { Order, Reply } from "./messages.ts";

interface Waiting {
  readonly name: string;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: ApplicationError) => void;
}

/** How long an application may take to load its environment, and to close its connections, in milliseconds. */
const START_LIMIT = 60_000;
const CLOSE_LIMIT = 2_000;

/** One process with one version of the application. It is not started again when it has ended. */
export class ApplicationProcess {
  readonly #child: ChildProcess;
  readonly #timeout: number;
  readonly #openTransactions: () => number;
  readonly #printed = new LastLines();
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #started: Pick<Waiting, "reject"> & { readonly resolve: () => void } = { resolve: ignore, reject: ignore };
  #reason: string | null = null;
  #last = 0;

  constructor(options: ApplicationOptions) {
    const { script, args } = childScript();
    this.#timeout = options.timeout;
    this.#openTransactions = options.openTransactions;
    this.#child = fork(script, args, {
      cwd: options.root,
      env: environmentOf(options),
      execArgv: ["--enable-source-maps"],
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#printed.follow(this.#child.stdout);
    this.#printed.follow(this.#child.stderr);
    this.#child.on("message", (reply) => this.#hear(reply as Reply));
    this.#ended = new Promise((resolve) => {
      this.#child.on("error", (error) => this.#end(`it could not be started: ${error.message}`));
      this.#child.on("close", (code, signal) => {
        this.#end(code === null ? `it was ended by ${signal}` : `it ended itself with exit code ${code}`);
        resolve();
      });
    });
  }

  /** False as soon as the process has ended or is being ended. */
  get isAlive(): boolean {
    return this.#reason === null;
  }

  /** @throws ApplicationError if the application cannot be set up */
  async start({ openTransactions: _, ...options }: ApplicationOptions): Promise<void> {
    const limit = setTimeout(() => this.#kill(`it was not ready after ${START_LIMIT / 1000} s`), START_LIMIT);
    try {
      await new Promise<void>((resolve, reject) => {
        this.#started = { resolve, reject };
        this.#tell({ kind: "start", options });
      });
    } finally {
      clearTimeout(limit);
    }
  }

  /** @throws ApplicationError, see `Application.send` */
  async send(request: HandlerRequest, failing: ExternalFault | null): Promise<Outcome> {
    const id = (this.#last += 1);
    const limit = setTimeout(
      () => this.#kill(`"${request.name}" was not over after ${this.#timeout} ms`),
      this.#timeout,
    );
    try {
      return await new Promise<Outcome>((resolve, reject) => {
        this.#waiting.set(id, { name: request.name, resolve, reject });
        this.#tell({ kind: "send", id, request, failing });
      });
    } finally {
      this.#waiting.delete(id);
      clearTimeout(limit);
    }
  }

  /** Asks the process to close its connections and to end; ends it if it does not. */
  async close(): Promise<void> {
    if (!this.isAlive) return this.#ended;
    const limit = setTimeout(() => this.#child.kill("SIGKILL"), CLOSE_LIMIT);
    this.#tell({ kind: "close" });
    this.#end("it was closed");
    await this.#ended;
    clearTimeout(limit);
  }

  #tell(order: Order): void {
    if (!this.isAlive) return this.#fail();
    this.#child.send(order, (error) => {
      if (error !== null) this.#end(`it could not be reached: ${error.message}`);
    });
  }

  #hear(reply: Reply): void {
    switch (reply.kind) {
      case "started":
        return this.#started.resolve();
      case "unstarted":
        return this.#started.reject(new ApplicationError(reply.message));
      case "outcome":
        return this.#waiting.get(reply.id)?.resolve(reply.outcome);
      case "failed":
        return this.#waiting.get(reply.id)?.reject(new ApplicationError(reply.message));
      case "open-transactions?":
        return this.#tell({ kind: "open-transactions", question: reply.question, count: this.#openTransactions() });
    }
  }

  #kill(reason: string): void {
    this.#end(reason);
    this.#child.kill("SIGKILL");
  }

  /** The first reason counts; the others follow from it. */
  #end(reason: string): void {
    this.#reason ??= reason;
    this.#fail();
  }

  #fail(): void {
    const printed = this.#printed.text();
    const tail = printed === "" ? "" : `\nThe last that it printed:\n${printed}`;
    const error = (during: string): ApplicationError =>
      new ApplicationError(`The application's process ended${during}: ${this.#reason ?? "unknown reason"}.${tail}`);
    this.#started.reject(error(" while it was started"));
    for (const { name, reject } of this.#waiting.values()) reject(error(` while "${name}" ran`));
  }
}

/**
 * NODE_ENV is `production` unless something else is asked for: that is how the application normally runs. Under `test`
 * many applications leave out mails, queues and checks, which is what is to be compared.
 */
function environmentOf(options: ApplicationOptions): NodeJS.ProcessEnv {
  return { ...process.env, NODE_ENV: "production", ...options.environment, [options.urlVariable]: options.databaseUrl };
}

function ignore(): void {
  // Nobody waits.
}
