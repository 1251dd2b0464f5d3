import eslint from "@eslint/js";
import type { Linter } from "eslint";
import { defineConfig } from "eslint/config";
import { importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** What each layer may import, besides itself; DESIGN.md 4 and ARCHITECTURE.md say the same in words. */
const layers: Readonly<Record<string, readonly string[]>> = {
  model: ["diagnostics"],
  diagnostics: ["model"],
  io: ["model", "diagnostics"],
  config: ["model", "diagnostics", "io"],
  discover: ["model", "diagnostics", "io"],
  analyse: ["model", "diagnostics", "io", "discover"],
  plan: ["model", "diagnostics", "analyse"],
  apply: ["model", "diagnostics", "io", "plan"],
  rollout: ["model", "diagnostics", "plan"],
  report: ["model", "diagnostics", "io", "plan", "rollout"],
  scaffold: ["model", "diagnostics", "io", "config", "discover", "analyse", "plan"],
  verify: ["model", "diagnostics", "io", "discover", "plan"],
};

const all = [...Object.keys(layers), "cli"];

const zones = Object.entries(layers).flatMap(([layer, allowed]) =>
  all
    .filter((other) => other !== layer && !allowed.includes(other))
    .map((other) => ({ target: `./src/${layer}`, from: `./src/${other}`, message: `${layer} may not use ${other}.` })),
);

const fileSystem = ["fs", "node:fs", "fs/promises", "node:fs/promises"].map((name) => ({
  name,
  message: "Only src/io and src/apply touch the file system.",
}));
const compiler = { name: "ts-morph", message: "Only src/analyse touches ts-morph: return plain facts." };

const config: Linter.Config[] = defineConfig(
  { ignores: ["dist", "fixtures", "node_modules", "**/*.cjs"] },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ["*.mjs", "scripts/*.mjs", "bench/*.mjs"] } },
    },
    plugins: { "import-x": importX },
    rules: {
      "import-x/no-default-export": "error",
      "import-x/no-cycle": "off",
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        { object: "process", property: "exit", message: "Set process.exitCode in bin." },
      ],
      "no-undef": "off",
      eqeqeq: "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true, allowNullish: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": "off",
      // The compiler's own types say that every node has a parent and every list its elements; they do not.
      "@typescript-eslint/no-unnecessary-condition": "off",
      // A callback that is given an index it does not use is clearer than one with a shorter list.
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["src/**/*.ts", "bin/**/*.ts", "transforms/**/*.ts"],
    rules: {
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "max-lines": ["error", { max: 220, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 3],
      "max-depth": ["error", 3],
      "import-x/no-restricted-paths": ["error", { zones }],
    },
  },
  {
    files: ["src/!(io|apply)/**/*.ts", "src/*.ts", "bin/**/*.ts"],
    rules: { "no-restricted-imports": ["error", { paths: fileSystem }] },
  },
  {
    files: ["src/!(io|apply|analyse)/**/*.ts", "src/*.ts", "bin/**/*.ts"],
    rules: { "no-restricted-imports": ["error", { paths: [...fileSystem, compiler] }] },
  },
  { files: ["src/{io,apply}/**/*.ts"], rules: { "no-restricted-imports": ["error", { paths: [compiler] }] } },
  { files: ["*.config.ts", "transforms/*.ts"], rules: { "import-x/no-default-export": "off" } },
  {
    // The scripts and the benchmark are programs of their own; they print.
    files: ["scripts/**", "bench/**"],
    rules: { "no-console": "off", "no-restricted-properties": "off" },
  },
  { files: ["**/*.mjs"], ...tseslint.configs.disableTypeChecked },
);

export default config;
