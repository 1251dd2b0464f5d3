import { UserError } from "../../diagnostics/user-error.ts";
import type { Workspace } from "../../io/workspace.ts";
import type { CleanUp } from "./clean-up.ts";
import { refuseProduction } from "../database/disposable.ts";
import { checkRoles } from "./check-roles.ts";
import { embeddedLanes } from "./embedded-lanes.ts";
import { refuseEmpty } from "./refuse-empty.ts";
import { runSeed, type Seed } from "./run-seed.ts";

/** A database on which the two versions take turns. */
export interface Lane {
  /** For the application: its own role. */
  readonly databaseUrl: string;
  /** For us: sees and restores all rows. */
  readonly adminUrl: string;
}

export interface DatabaseInput {
  /** Null: a Postgres of our own is started. */
  readonly given: Lane | null;
  readonly urlVariable: string;
  readonly seed: Seed | null;
  /** Directory of the application's SQL migrations. */
  readonly migrations: string;
  /** How many databases are wanted; there are as many if we start Postgres ourselves, else one. */
  readonly lanes: number;
  /** The working copy. */
  readonly root: string;
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
}

/**
 * Gets the databases ready: reached and filled.
 *
 * @throws UserError if one cannot be used
 */
export async function openLanes(input: DatabaseInput, cleanUp: CleanUp): Promise<readonly Lane[]> {
  const seed = async (adminUrl: string): Promise<void> => {
    if (input.seed !== null) await runSeed(input.seed, { ...input, adminUrl });
  };
  if (input.given === null) return embeddedLanes({ ...input, seed }, cleanUp);
  const notes = await checkRoles(input.given);
  notes.forEach(input.note);
  await seed(input.given.adminUrl);
  await refuseEmpty(input.given.adminUrl);
  return [input.given];
}

interface GivenDatabase {
  readonly databaseUrl: string | null;
  readonly adminUrl: string | null;
  /** The person said that the database may be lost. */
  readonly disposable: boolean;
}

/**
 * The lane of the URLs that a person gave.
 *
 * @throws UserError if there is none, or it looks like a database that somebody needs
 */
export function givenLane({ databaseUrl, adminUrl, disposable: told }: GivenDatabase): Lane {
  if (databaseUrl === null) {
    throw new UserError(
      "No database was named.",
      "Give a disposable one with --database-url or MIGRATE_SESSIONS_DATABASE_URL, or let --embedded start one.",
    );
  }
  const lane = { databaseUrl, adminUrl: adminUrl ?? databaseUrl };
  refuseProduction(lane.databaseUrl, { told });
  refuseProduction(lane.adminUrl, { told });
  return lane;
}
