import type { Helper } from "./helper.ts";
import { statementsOf } from "./helper.ts";
import { models } from "./models.ts";
import { noDatabaseShapes, unknownShapes } from "./other-shapes.ts";
import { piece } from "./piece.ts";
import type { Frame, Piece, Shape } from "./piece.ts";
import type { Random } from "./random.ts";
import { readShapes } from "./read-shapes.ts";
import type { Method, RoutePlan } from "./routes.ts";
import { writeShapes } from "./write-shapes.ts";

/** One handler: its pieces in order, and how it takes its context. */
export interface HandlerPlan {
  readonly method: Method;
  /** The parameter of the handler function. */
  readonly context: string;
  readonly pieces: readonly Piece[];
  readonly needsBody: boolean;
}

/** What the handlers of an application share. */
export interface Pool {
  readonly random: Random;
  /** Helpers that only read. */
  readonly readers: readonly Helper[];
  readonly writers: readonly Helper[];
}

/** Chooses what a handler does, by the shares that are usual for its method, and makes the code of it. */
export function planHandler({ method, route, pool }: { method: Method; route: RoutePlan; pool: Pool }): HandlerPlan {
  const { random } = pool;
  const purpose = random.pickWeighted(purposes[method]).purpose;
  const shape = random.pickWeighted(shapesOf(purpose, method));
  const context = random.pickWeighted(contexts);
  const other = random.pick(models.filter((model) => model !== route.model));
  const frame: Frame = { ...pool, ...context, id: "id", model: route.model, other, extra: "" };
  const support = purpose === "read" || purpose === "write" ? supportingReads(frame) : [];
  const main = shape.make({ ...frame, extra: support.length > 0 ? ", details" : "" });
  return { method, context: context.parameter, pieces: [...support, main], needsBody: shape.needsBody };
}

type Purpose = "none" | "read" | "write" | "unknown";

const always: readonly { purpose: Purpose; weight: number }[] = [{ purpose: "write", weight: 1 }];

const purposes: Readonly<Record<Method, readonly { purpose: Purpose; weight: number }[]>> = {
  GET: [
    { purpose: "read", weight: 90 },
    { purpose: "write", weight: 4 },
    { purpose: "none", weight: 4 },
    { purpose: "unknown", weight: 2 },
  ],
  POST: [
    { purpose: "write", weight: 62 },
    { purpose: "read", weight: 33 },
    { purpose: "none", weight: 5 },
  ],
  PUT: always,
  PATCH: always,
  DELETE: always,
};

/** Methods with a body mostly use it; the others have none. */
function shapesOf(purpose: Purpose, method: Method): readonly Shape[] {
  const shapes: Readonly<Record<Purpose, readonly Shape[]>> = {
    none: noDatabaseShapes,
    read: readShapes,
    write: writeShapes,
    unknown: unknownShapes,
  };
  const hasBody = method === "POST" || method === "PUT" || method === "PATCH";
  return shapes[purpose].filter((shape) => hasBody || !shape.needsBody);
}

const contexts = [
  { weight: 52, parameter: "{ tenantId, db }", client: "db", tenant: "tenantId" },
  { weight: 16, parameter: "{ db, tenantId }", client: "db", tenant: "tenantId" },
  { weight: 10, parameter: "{ db, tenantId, session, roles }", client: "db", tenant: "tenantId" },
  { weight: 14, parameter: "ctx", client: "ctx.db", tenant: "ctx.tenantId" },
  { weight: 5, parameter: "{ db: client, tenantId }", client: "client", tenant: "tenantId" },
  { weight: 3, parameter: "{ db, ...rest }", client: "db", tenant: "rest.tenantId" },
];

/** What a handler looks up before its main part: nothing, or one or two helpers whose answers go into the response. */
function supportingReads(frame: Frame): readonly Piece[] {
  const { random } = frame;
  const helpers = random.sample(frame.readers, random.pick([0, 0, 1, 1, 2]));
  if (helpers.length === 0) return [];
  const calls = helpers.map((helper, index) =>
    piece(statementsOf(helper, frame, `lookup${index + 1}`), { helpers: [helper] }),
  );
  return [piece("const details: string[] = [];"), ...calls];
}
