import { run } from "../../src/cli/run.ts";
import { processIo } from "../../src/io/process-io.ts";
import { fakePipeline } from "./fake-pipeline.ts";

// As bin/migrate-sessions.ts, with the fake analysis: for tests that need a real process.
process.exitCode = await run(process.argv, processIo(process), () => Promise.resolve(fakePipeline()));
