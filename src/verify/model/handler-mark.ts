/** The global function that a marked handler in a copy is given to; the application's process defines it. */
export const handlerMark = "__migrateSessionsHandler";
