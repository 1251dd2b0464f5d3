import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["bin/migrate-sessions.ts", "src/index.ts", "src/config/define-config.ts", "transforms/apply-plan.ts"],
  root: ".",
  format: "esm",
  platform: "node",
  target: "node20.19",
  // Chunks share what the entries have in common; the commands are loaded when they are called.
  dts: { oxc: true },
  clean: true,
  logLevel: "error",
  fixedExtension: true,
});
