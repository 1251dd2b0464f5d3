import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { UserError } from "../../../src/diagnostics/user-error.ts";
import type { ApplicationCopy } from "../../../src/verify/copies/application-copy.ts";
import { copyOfRevision } from "../../../src/verify/copies/copy-of-revision.ts";
import { copyOfWorkingTree } from "../../../src/verify/copies/copy-of-working-tree.ts";
import { commitAll, git } from "../../support/git.ts";
import { readTree, temporaryTree } from "../../support/temporary-tree.ts";

const application = {
  "package.json": "{}",
  "src/orders.ts": "old",
  "src/[id]/ä b.ts": "1",
  ".gitignore": "node_modules\n/src/generated/\n.env*\n.next\ndist\n*.mp4\n",
};

function repository(files: Readonly<Record<string, string | Uint8Array>> = application): string {
  const root = temporaryTree(files);
  commitAll(root);
  return root;
}

async function kept(copy: Promise<ApplicationCopy>): Promise<ApplicationCopy> {
  const made = await copy;
  onTestFinished(made.remove);
  return made;
}

const base = (root: string, revision = "HEAD"): Promise<ApplicationCopy> => kept(copyOfRevision({ root, revision }));
const now = (root: string): Promise<ApplicationCopy> => kept(copyOfWorkingTree({ root }));

function text(copy: ApplicationCopy, file: string): string | null {
  const path = join(copy.root, file);
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}

describe("what differs between the two", () => {
  test("changed, staged, deleted, renamed and new files", async () => {
    const root = repository({ ...application, "src/gone.ts": "gone", "src/moved.ts": "moved" });
    writeFileSync(join(root, "src/orders.ts"), "new");
    git(root, "add", "--all");
    rmSync(join(root, "src/gone.ts"));
    renameSync(join(root, "src/moved.ts"), join(root, "src/elsewhere.ts"));
    writeFileSync(join(root, "src/added.ts"), "added");
    const before = readTree(root, []);

    expect(readTree((await base(root)).root)).toEqual({
      ...application,
      "src/gone.ts": "gone",
      "src/moved.ts": "moved",
    });
    expect(readTree((await now(root)).root)).toEqual({
      ...application,
      "src/orders.ts": "new",
      "src/elsewhere.ts": "moved",
      "src/added.ts": "added",
    });
    expect(readTree(root, [])).toEqual(before);
  });

  test("an older revision, by tag", async () => {
    const root = repository();
    git(root, "tag", "before");
    writeFileSync(join(root, "src/orders.ts"), "new");
    git(root, "commit", "--quiet", "--all", "--message", "migrated");
    expect(text(await base(root, "before"), "src/orders.ts")).toBe("old");
    expect(text(await base(root), "src/orders.ts")).toBe("new");
  });
});

test("bytes, symbolic links and modes stay as they are", async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const root = temporaryTree({ "logo.bin": bytes, "run.sh": "#!/bin/sh\n", "docs/a.md": "a" });
  chmodSync(join(root, "run.sh"), 0o755);
  symlinkSync("docs/a.md", join(root, "link.md"));
  symlinkSync("docs", join(root, "folder"));
  commitAll(root);
  for (const copy of [await base(root), await now(root)]) {
    expect(new Uint8Array(readFileSync(join(copy.root, "logo.bin")))).toEqual(bytes);
    expect(lstatSync(join(copy.root, "run.sh")).mode & 0o111).not.toBe(0);
    expect(readlinkSync(join(copy.root, "link.md"))).toBe("docs/a.md");
    expect(text(copy, "folder/a.md")).toBe("a");
  }
});

test("ignored files that the code may need are in both; build output, caches and media in none", async () => {
  const root = repository();
  const ignored = {
    "src/generated/prisma/client.ts": "client",
    "src/generated/prisma/dist/x.ts": "",
    ".env": "A=1",
    ".env.local": "B=1",
    ".next/server.js": "",
    "dist/index.js": "",
    "src/film.mp4": "",
  };
  for (const [file, content] of Object.entries(ignored)) {
    mkdirSync(join(root, file, ".."), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  for (const copy of [await base(root), await now(root)]) {
    expect(readTree(copy.root, [])).toEqual({
      ...application,
      "src/generated/prisma/client.ts": "client",
      ".env": "A=1",
      ".env.local": "B=1",
    });
  }
});

describe("dependencies", () => {
  function install(root: string, name: string): void {
    const directory = join(root, "node_modules", name);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "index.js"), `module.exports = "${name}";`);
  }

  function required(copy: ApplicationCopy, from: string, name: string): unknown {
    return createRequire(join(copy.root, from))(name);
  }

  test("are linked, and stay when the copy is removed", async () => {
    const root = repository();
    install(root, "pg");
    const copies = [await base(root), await now(root)];
    for (const copy of copies) {
      expect(lstatSync(join(copy.root, "node_modules")).isSymbolicLink()).toBe(true);
      expect(required(copy, "src/orders.ts", "pg")).toBe("pg");
      await copy.remove();
      expect(existsSync(copy.root)).toBe(false);
    }
    expect(existsSync(join(root, "node_modules/pg/index.js"))).toBe(true);
  });

  test("may be installed above the repository", async () => {
    const above = temporaryTree();
    install(above, "pg");
    mkdirSync(join(above, "app"));
    for (const [file, content] of Object.entries(application)) {
      mkdirSync(join(above, "app", file, ".."), { recursive: true });
      writeFileSync(join(above, "app", file), content);
    }
    commitAll(join(above, "app"));
    expect(required(await base(join(above, "app")), "src/orders.ts", "pg")).toBe("pg");
  });

  test("packages of a monorepo lead into the copy, with their build output", async () => {
    const root = repository({
      "package.json": "{}",
      ".gitignore": "node_modules\ndist\n",
      "apps/portal/package.json": "{}",
      "apps/portal/src/a.ts": "old",
      "packages/shared/package.json": `{ "main": "dist/index.js" }`,
      "packages/shared/source.ts": "old",
    });
    install(root, "pg");
    install(join(root, "apps/portal"), "next");
    mkdirSync(join(root, "packages/shared/dist"));
    writeFileSync(join(root, "packages/shared/dist/index.js"), "module.exports = require.resolve('./index.js');");
    mkdirSync(join(root, "node_modules/@acme"));
    symlinkSync("../../packages/shared", join(root, "node_modules/@acme/shared"));
    writeFileSync(join(root, "packages/shared/source.ts"), "new");

    const [before, after] = [await base(join(root, "apps/portal")), await now(join(root, "apps/portal"))];
    for (const copy of [before, after]) {
      expect(readFileSync(join(copy.root, "src/a.ts"), "utf8")).toBe("old");
      expect(required(copy, "src/a.ts", "pg")).toBe("pg");
      expect(required(copy, "src/a.ts", "next")).toBe("next");
      expect(required(copy, "src/a.ts", "@acme/shared")).toBe(join(copy.root, "../../packages/shared/dist/index.js"));
    }
    const shared = "../../node_modules/@acme/shared/source.ts";
    expect([text(before, shared), text(after, shared)]).toEqual(["old", "new"]);
  });
});

test("submodules are left out, and that is said", async () => {
  const inner = repository({ "a.ts": "" });
  const root = repository();
  git(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "vendor/inner");
  git(root, "commit", "--quiet", "--all", "--message", "submodule");
  for (const copy of [await base(root), await now(root)]) {
    expect(copy.notes).toEqual(["vendor/inner is a repository of its own, and was not copied."]);
    expect(text(copy, "vendor/inner/a.ts")).toBeNull();
  }
});

describe("refuses, and leaves nothing behind", () => {
  test.each([
    ["a directory without git", () => temporaryTree(application), "HEAD", "not a git repository"],
    ["an unknown revision", () => repository(), "nonsense", "git knows no revision nonsense."],
    ["a revision that looks like an option", () => repository(), "--all", "git knows no revision --all."],
  ])("%s", async (_shape, tree, revision, message) => {
    const root = tree();
    const temporary = temporaryTree();
    vi.stubEnv("TMPDIR", temporary);
    onTestFinished(() => void vi.unstubAllEnvs());
    const refusal = copyOfRevision({ root, revision });
    await expect(refusal).rejects.toThrow(UserError);
    await expect(refusal).rejects.toThrow(message);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("a repository without a commit", async () => {
    const root = temporaryTree(application);
    git(root, "init", "--quiet");
    await expect(copyOfRevision({ root, revision: "HEAD" })).rejects.toThrow("has no commit yet");
  });
});
