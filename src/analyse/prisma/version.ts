import type { Workspace } from "../../io/workspace.ts";

/** Places that tell the version of `@prisma/client`, the most exact first, with the pattern that finds it in them. */
const sources: readonly (readonly [file: string, pattern: RegExp])[] = [
  ["node_modules/@prisma/client/package.json", /"version"\s*:\s*"(\d+\.\d+\.\d+)/],
  ["package-lock.json", /"node_modules\/@prisma\/client":\s*\{\s*"version":\s*"(\d+\.\d+\.\d+)/],
  ["pnpm-lock.yaml", /@prisma\/client[@/](\d+\.\d+\.\d+)/],
  ["yarn.lock", /"?@prisma\/client@[^\n]*:\n\s+version:? "?(\d+\.\d+\.\d+)/],
  ["bun.lock", /"@prisma\/client@(\d+\.\d+\.\d+)/],
  ["package.json", /"@prisma\/client"\s*:\s*"[^\d"]*(\d+(?:\.\d+){0,2})/],
];

/** The application's Prisma version: what is installed, else what the lock file or the manifest says; null if nothing does. */
export function prismaVersion(workspace: Workspace): string | null {
  for (const [file, pattern] of sources) {
    const version = pattern.exec(workspace.read(file)?.text ?? "")?.[1];
    if (version) return version;
  }
  return null;
}

/** True from 7.5 on, where transaction clients have `$transaction` (PRISMA.md F2.20); assumed where nothing tells. */
export function transactionClientHasTransaction(version: string | null): boolean {
  if (version === null) return true;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 7 || (major === 7 && minor >= 5);
}

/** Prisma 8 is another API (PRISMA.md 5.22). */
export function isSupported(version: string | null): boolean {
  return version === null || Number(version.split(".")[0]) < 8;
}
