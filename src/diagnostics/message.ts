import type { Diagnostic, DiagnosticCode, DiagnosticData, DiagnosticOf } from "./diagnostic.ts";

/**
 * The text of a finding for people: what happened, then what to do next. The place is not in it: whoever prints it
 * has `file` and `line`. docs/diagnostics.md has the long form of each.
 */
export function messageOf(finding: Diagnostic): string {
  return textOf(finding);
}

function textOf<Code extends DiagnosticCode>(finding: DiagnosticOf<Code>): string {
  return texts[finding.code](finding.data);
}

type Texts = { readonly [Code in DiagnosticCode]: (data: Readonly<DiagnosticData[Code]>) => string };

const texts: Texts = {
  MS1001: ({ wrapper, argument }) =>
    `The handler that ${wrapper} gets (${code(argument)}) is not a function that can be found. Write it in place, or pass a function of this repository by name.`,
  MS1002: ({ problem }) =>
    `The file does not parse: ${sentence(problem)} It is not edited until the syntax error is fixed.`,
  MS1003: ({ replacement, module }) =>
    `${replacement} is not exported from ${module} yet. Run ${code("migrate-sessions init")} first.`,
  MS1004: ({ calls }) =>
    `${calls} wrapper calls share this handler function, so it cannot be rewritten for one of them. Give each call a function of its own, or migrate all of them by hand.`,
  MS1005: ({ wrapper, form }) =>
    `The parameters of the handler (${form}) do not show where ${wrapper} hands over the session client. Take it by name, as in ${code("({ db, tenantId }) =>")}, or set "client" for this wrapper in the configuration.`,
  MS1006: ({ called }) =>
    `The handler calls ${called}, an exported handler with a session wrapper of its own: two sessions and two transactions, today and after the migration. Consider moving the shared work into a function that both call.`,
  MS1007: ({ wrapper, enclosing }) =>
    `The handler is a parameter of ${enclosing}, which calls ${wrapper} on behalf of others. Migrate ${enclosing} by hand, or list it as a wrapper of its own under "sessions" in the configuration.`,
  MS1008: ({ wrapper }) =>
    `${wrapper} has no replacement in the configuration: its handlers are analysed and reported, not rewritten. Set "replacement" for it under "sessions" to migrate them.`,
  MS1009: ({ name }) =>
    `No exported function ${name} was found, so there is nothing to open the tenant transaction with. Export it, or set "tenantTransaction" in the configuration.`,
  MS1010: ({ version }) =>
    `The application uses Prisma ${version}, whose transaction rules this version does not know, so nothing is rewritten. Look for a newer version of migrate-sessions.`,
  MS1011: ({ wrapper, why }) =>
    `The replacement of ${wrapper} cannot be derived from its code: ${sentence(why)} Nothing was written for it. Write the replacement by hand, or restructure that part and run init again.`,
  MS1012: ({ wrapper, operation }) =>
    `${code(operation)} of ${wrapper} shares the handler's transaction today. In the replacement it commits on its own, also when the handler fails. Check that this is wanted.`,

  MS1020: ({ wrapper, callee }) =>
    `${wrapper} is called through ${code(callee)}, a value of this file, so there is no import that could be renamed. Import ${wrapper} by name and call it directly, or migrate by hand.`,
  MS2001: ({ callee }) =>
    `The session client goes to ${code(callee)}, whose code is not in this repository or cannot be resolved: what it does to the database is unknown. Read it and migrate the handler by hand.`,
  MS2002: ({ expression }) =>
    `The model is chosen at run time (${code(expression)}). Name the possible models literally, or migrate the handler by hand.`,
  MS2003: ({ operation }) =>
    `${code(operation)} is not an operation of a Prisma client, so it is not known whether it writes. If it comes from a client extension or from another query builder, migrate the handler by hand.`,
  MS2004: ({ why }) =>
    `It is not known what this raw SQL does: ${sentence(why)} Write it as one constant statement, or migrate the handler by hand.`,
  MS2005: ({ specifier }) =>
    `The module ${code(specifier)} cannot be followed: its path is computed, or there is no such file. Import it by a literal path, or migrate the handler by hand.`,
  MS2006: ({ operation }) =>
    `Nobody awaits the read ${code(operation)}: after the migration it may still run when the handler has returned. Add ${code("await")}, or confirm that its result is not needed.`,
  MS2007: ({ operation }) =>
    `${code(operation)} is never awaited, and Prisma sends an operation only when somebody waits for it: it does not run today. Add ${code("await")} or remove it.`,
  MS2008: ({ operation }) =>
    `${code(operation)} runs in a callback that outlives the handler, when its transaction has ended. Give the callback a client and a tenant transaction of its own.`,
  MS2009: ({ limit }) =>
    `The analysis of this handler stopped at a limit (${limit}), so its effects are not known. Migrate it by hand, or split the code that it calls.`,
  MS2010: ({ dependency }) =>
    `The handler runs code in ${dependency}, which does not parse. Fix the syntax error there and run again.`,
  MS2011: ({ operations }) =>
    `${operations === null ? "Several" : operations} reads that share one connection today run at the same time after the migration, each on a connection of its own. Where many start at once, bound them or read in one query.`,
  MS2012: ({ operation }) =>
    `${code(operation)} goes through the application's own client, outside the session's transaction: it commits on its own, today and after the migration. Check that this is wanted.`,

  MS3001: ({ what }) =>
    `${what} runs inside the new transaction, so the connection is held while it does. If the writes do not depend on it, move it before the first one.`,
  MS3002: ({ what }) =>
    `${what} runs after the writes. If it throws, the writes are rolled back today and kept after the migration. Decide whether they should be kept; if not, move it before the first write.`,
  MS3003: ({ name }) =>
    `${code(name)} was made before the transaction with the session client, and is used inside it. Pass the client to it as a parameter, or make it where it is used.`,
  MS3004: ({ operation }) =>
    `${code(operation)} uses the application's own client while the transaction is open: a second connection, which sees none of the uncommitted writes. Use the transaction's client if it belongs to the same work.`,
  MS3005: ({ keyword }) =>
    `${code(keyword)} would have to leave the transaction's callback. Restructure the loop so that the writes end before it, or migrate by hand.`,
  MS3006: ({ expression }) =>
    `The early return of ${code(expression)} stands inside the new transaction, and its value is not known to be a Response. Return ${code("NextResponse.json(...)")} there, or migrate by hand.`,
  MS3007: ({ syntax }) =>
    `${code(syntax)} stands inside the new transaction, and means something else in a callback. Rewrite it, or migrate by hand.`,
  MS3008: ({ name }) =>
    `${code(name)} is declared inside the new transaction and used after it. Move the declaration before the first write.`,
  MS3009: ({ name }) =>
    `${code(name)} is assigned inside the new transaction, and TypeScript infers its type from its assignments. Give it a type annotation and run again.`,
  MS3010: ({ options }) =>
    `The existing transaction has options (${code(options)}) that the tenant transaction does not take: they are dropped. Check that its defaults are enough, or let it accept options.`,
  MS3011: ({ version }) =>
    `With Prisma ${version} a transaction client has no ${code("$transaction")}, so this path fails today. After the migration it works: check that it does what was meant.`,
  MS3012: ({ statement }) =>
    `With "atomicity": "rollback", what the ${statement} wrote before its error is rolled back after the migration; today it is kept.`,
  MS3013: ({ wrapper }) =>
    `The handler has no way to the tenant id that ${wrapper} found. Take it from the context, as in ${code("({ db, tenantId }) =>")}, and run again.`,
  MS3014: ({ operation }) =>
    `Nobody awaits the write ${code(operation)}: it may run when its transaction has ended. Add ${code("await")} and run again.`,
  MS3015: ({ why }) =>
    `The array given to ${code("$transaction")} cannot be written as one operation after the other: ${sentence(why)} Use the callback form, or migrate by hand.`,
  MS3016: ({ name }) =>
    `${code(name)} is assigned inside the new transaction, and TypeScript has narrowed its type around it: in a callback that is lost. Keep the value in a ${code("const")} and run again.`,
  MS3017: ({ syntax }) =>
    `The writes stand in ${syntax}, where no tenant transaction can be placed without changing the code around it. Move them into a statement of the handler, or migrate by hand.`,
  MS3018: ({ operation }) =>
    `The error of ${code(operation)} is swallowed, and the handler goes on. Today a failed statement aborts the transaction, so that all later ones fail; after the migration they run. Check that the handler may go on without that read.`,
  MS3019: ({ version }) =>
    `With Prisma ${version} the array form of ${code("$transaction")} runs on a connection of its own today: it commits by itself and has no tenant. After the migration its operations are part of the tenant transaction. Check that they may be undone with the rest.`,
  MS3020: ({ operation }) =>
    `The handler answers after an error of ${code(operation)}. When it is the connection that breaks, COMMIT fails as well today, and the wrapper's error is answered; after the migration the handler's own answer is.`,
  MS3021: ({ callee }) =>
    `What ${code(callee)} runs swallows the error of a statement. Today its savepoint cannot be released then, so it fails; after the migration the tenant transaction is rolled back and nothing fails. Let the error leave the transaction.`,

  MS4001: ({ name, setting }) =>
    `${name} sets ${setting} for the whole connection: on a pooled connection the next request can see this tenant's rows. Make it local to the transaction: ${code("set_config(name, value, true)")}.`,
  MS4002: ({ operation }) =>
    `${code(operation)} reads through the application's own client, which has no tenant: under row-level security it sees nothing, today as well. Use the session client.`,

  MS5001: () => `The file has changed since the plan was made, so it is left as it is. Make a new plan.`,
  MS5002: ({ problem }) => `The file cannot be written: ${sentence(problem)} Put that right and run again.`,
  MS5003: ({ target }) =>
    `The file is reached through a symbolic link that leads out of the repository (to ${target}), so it is left as it is. Run migrate-sessions where the file really is.`,
  MS5004: ({ first, second }) =>
    `Two edits of the plan overlap (${first} and ${second}), so the file is left as it is. Please report this: a plan should never hold such edits.`,
  MS5005: ({ handler, operation }) =>
    `The migrated handler ${handler} does ${code(operation)} outside a tenant transaction. Put it into ${code("withTenant(tenantId, async (tx) => ...)")}.`,
  MS5006: ({ handler }) =>
    `${handler} uses a legacy session wrapper and is not in the baseline. Write it with the replacement, or run ${code("migrate-sessions run")}.`,
  MS5007: ({ handler }) =>
    `${handler} is in the baseline and no longer a legacy handler. Shrink the baseline with ${code("migrate-sessions check --update-baseline")}.`,
};

function code(text: string): string {
  return `\`${text}\``;
}

/** Ends a phrase that may come with or without its full stop. */
function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
