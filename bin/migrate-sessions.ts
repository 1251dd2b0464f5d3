#!/usr/bin/env node
import { run } from "../src/cli/run.ts";
import { processIo } from "../src/io/process-io.ts";

process.exitCode = await run(process.argv, processIo(process));
