// Next looks for AsyncLocalStorage on the global object when its modules load. This puts it there, as a Next server
// does before anything else; so whoever imports from "next" here imports this module first.
import "next/dist/server/node-environment-baseline.js";
