import path from "node:path";

/** The folder of the project itself: its packages and its built CLI are what the benchmark runs. */
export const checkout: string = path.resolve(import.meta.dirname, "..");
