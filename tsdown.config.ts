import { defineConfig, type UserConfig } from "tsdown";

const config: UserConfig = defineConfig({
  entry: [
    "bin/migrate-sessions.ts",
    "src/index.ts",
    "src/config/define-config.ts",
    "transforms/apply-plan.ts",
    "src/verify/application/child.ts",
  ],
  root: ".",
  format: "esm",
  platform: "node",
  target: "node20.19",
  // Chunks share what the entries have in common; the commands are loaded when they are called.
  tsconfig: "tsconfig.package.json",
  dts: { oxc: true },
  clean: true,
  logLevel: "silent",
  fixedExtension: true,
});

export default config;
