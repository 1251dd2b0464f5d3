import { readFileSync } from "node:fs";
import type { ToolInfo } from "../model/report.ts";

const name = "migrate-sessions";

/** Reads the version from this package's own package.json, wherever the build has put this file below it. */
export function toolInfo(): ToolInfo {
  let directory = new URL("./", import.meta.url);
  for (;;) {
    const manifest = readManifest(new URL("package.json", directory));
    if (manifest?.name === name) return manifest;
    const parent = new URL("../", directory);
    if (parent.href === directory.href) return { name, version: "0.0.0" };
    directory = parent;
  }
}

function readManifest(url: URL): ToolInfo | null {
  try {
    const manifest: unknown = JSON.parse(readFileSync(url, "utf8"));
    return isToolInfo(manifest) ? { name: manifest.name, version: manifest.version } : null;
  } catch {
    return null;
  }
}

function isToolInfo(value: unknown): value is ToolInfo {
  if (typeof value !== "object" || value === null || !("name" in value) || !("version" in value)) return false;
  return typeof value.name === "string" && typeof value.version === "string";
}
