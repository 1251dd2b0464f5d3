import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UserError } from "../../src/diagnostics/user-error.ts";
import { diskWorkspace } from "../../src/io/disk-workspace.ts";
import { memoryWorkspace } from "../../src/io/memory-workspace.ts";
import { rawText } from "../../src/io/text-file.ts";
import type { Workspace } from "../../src/io/workspace.ts";

const files: Record<string, string> = {
  "package.json": "{}",
  "src/app/api/orders/route.ts": "export {};\n",
  "src/app/api/orders/[id]/route.ts": "export {};\r\n",
  "src/app/(sales)/.well-known/route.ts": "",
  "src/app/page.tsx": "\uFEFFexport default 1;\n",
  "src/generated/prisma/client.ts": "export {};\n",
  "node_modules/pkg/index.ts": "export {};\n",
  "src/node_modules/pkg/index.ts": "export {};\n",
  ".git/hooks/x.ts": "export {};\n",
};

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "workspace-"));
  writeTree(root, files);
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function writeTree(directory: string, tree: Record<string, string>): void {
  for (const [file, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  }
}

function bothKinds(): readonly (readonly [string, Workspace])[] {
  return [
    ["disk", diskWorkspace(root)],
    ["memory", memoryWorkspace(files)],
  ];
}

describe("list", () => {
  test("matches globs in one order, on disk and in memory", () => {
    for (const [kind, workspace] of bothKinds()) {
      expect(workspace.list(["**/*.{ts,tsx}"], ["**/generated/**"]), kind).toEqual([
        "src/app/(sales)/.well-known/route.ts",
        "src/app/api/orders/[id]/route.ts",
        "src/app/api/orders/route.ts",
        "src/app/page.tsx",
      ]);
    }
  });

  test("never enters node_modules and .git, whatever is asked for", () => {
    for (const [kind, workspace] of bothKinds()) {
      expect(workspace.list(["**/index.ts", ".git/**/*.ts"], []), kind).toEqual([]);
    }
  });

  test("takes a literal path, a directory that is not there, and no pattern at all", () => {
    for (const [kind, workspace] of bothKinds()) {
      expect(workspace.list(["package.json"], []), kind).toEqual(["package.json"]);
      expect(workspace.list(["prisma/migrations/**/*.sql"], []), kind).toEqual([]);
      expect(workspace.list([], []), kind).toEqual([]);
    }
  });

  test("does not list or follow symbolic links", () => {
    const outside = mkdtempSync(join(tmpdir(), "outside-"));
    writeTree(outside, { "deep/route.ts": "export {};\n" });
    symlinkSync(outside, join(root, "src/linked"));
    symlinkSync(join(outside, "deep/route.ts"), join(root, "src/link.ts"));
    const listed = diskWorkspace(root).list(["**/*.ts"], []);
    expect(listed.filter((file) => file.includes("link"))).toEqual([]);
    rmSync(outside, { recursive: true });
  });
});

describe("read", () => {
  test("strips the byte order mark from the text and keeps it in the hash", () => {
    for (const [kind, workspace] of bothKinds()) {
      const file = workspace.read("src/app/page.tsx");
      expect(file?.text, kind).toBe("export default 1;\n");
      expect(file?.hasByteOrderMark, kind).toBe(true);
      expect(file?.hash, kind).toBe(sha256(Buffer.from("\uFEFFexport default 1;\n")));
      expect(file && rawText(file), kind).toBe("\uFEFFexport default 1;\n");
    }
  });

  test("keeps line ends and non-BMP characters", () => {
    writeFileSync(join(root, "emoji.ts"), "const a = '🧾';\r\n");
    expect(diskWorkspace(root).read("emoji.ts")?.text).toBe("const a = '🧾';\r\n");
  });

  test("hashes the bytes of a file that is not UTF-8, and of one with a real replacement character", () => {
    const latin1 = Buffer.from([0x2f, 0x2f, 0xe4, 0x0a]);
    writeFileSync(join(root, "latin1.ts"), latin1);
    writeFileSync(join(root, "replacement.ts"), "// \uFFFD\n");
    expect(diskWorkspace(root).read("latin1.ts")?.hash).toBe(sha256(latin1));
    expect(diskWorkspace(root).read("replacement.ts")?.hash).toBe(sha256(Buffer.from("// \uFFFD\n")));
  });

  test("gives null for what is not there, for a directory, and below a file", () => {
    for (const [kind, workspace] of bothKinds()) {
      expect(workspace.read("missing.ts"), kind).toBeNull();
      expect(workspace.read("src/app"), kind).toBeNull();
      expect(workspace.read("package.json/x"), kind).toBeNull();
    }
  });
});

describe("isFile and isDirectory", () => {
  test("tell files, directories and nothing apart", () => {
    for (const [kind, workspace] of bothKinds()) {
      expect([workspace.isFile("package.json"), workspace.isDirectory("package.json")], kind).toEqual([true, false]);
      expect([workspace.isFile("src/app"), workspace.isDirectory("src/app")], kind).toEqual([false, true]);
      expect([workspace.isFile("src/none"), workspace.isDirectory("src/none")], kind).toEqual([false, false]);
      expect(workspace.isDirectory("."), kind).toBe(true);
    }
  });
});

test("a root that is not a directory is an expected error", () => {
  expect(() => diskWorkspace(join(root, "nowhere"))).toThrow(UserError);
});

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
