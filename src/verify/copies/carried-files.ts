import { filesBelow, sizedFile, type SizedFile } from "../../io/copy-files.ts";
import type { GitPlace } from "../../io/git-tree.ts";
import type { RepositoryPath } from "../../model/text.ts";

/** Dependencies (these are linked), build output, caches, and what people and tools keep for themselves. */
const neverCarried =
  /^(node_modules|coverage|tmp|temp|logs|test-results|playwright-report|storybook-static|venv|__pycache__|\.(git|next|open-next|turbo|vercel|cache|swc|yarn|pnpm-store|nyc_output|idea|vscode|venv|migrate-sessions|DS_Store))$/;
/** Build output, which is needed of a package that others of the repository import. */
const output = /^(dist|build|out)$/;
const media = /\.(mp4|mov|avi|mkv|mp3|wav|zip|gz|tgz|tar|7z|rar|iso|dmg|dump|log|tsbuildinfo)$/i;

const largestFile = 64 * 1024 * 1024;
const largestEntry = 256 * 1024 * 1024;

interface Ignored {
  /** As git lists them: directories end with `/`. */
  readonly ignored: readonly RepositoryPath[];
  /** Directories of packages that others of the repository import. */
  readonly packages: readonly RepositoryPath[];
}

interface CarriedFiles {
  readonly files: readonly RepositoryPath[];
  /** Entries that are too large. */
  readonly left: readonly RepositoryPath[];
}

/**
 * Files that git ignores and that the code may import or read all the same: a generated Prisma client, `.env`,
 * `next-env.d.ts`.
 */
export function carriedFiles({ top }: GitPlace, { ignored, packages }: Ignored): CarriedFiles {
  const isWanted = (path: RepositoryPath): boolean => isCarried(path.replace(/\/$/, ""), packages);
  const entries = ignored.filter(isWanted).map((entry) => ({
    entry,
    files: filesOf(top, entry, isWanted),
  }));
  const isLarge = (files: readonly SizedFile[]): boolean =>
    files.reduce((sum, { size }) => sum + size, 0) > largestEntry;
  return {
    files: entries.filter(({ files }) => !isLarge(files)).flatMap(({ files }) => files.map(({ path }) => path)),
    left: entries.filter(({ files }) => isLarge(files)).map(({ entry }) => entry),
  };
}

function filesOf(
  top: string,
  entry: RepositoryPath,
  isWanted: (path: RepositoryPath) => boolean,
): readonly SizedFile[] {
  const files = entry.endsWith("/") ? filesBelow(top, entry.slice(0, -1), isWanted) : sizedFile(top, entry);
  return files.filter(({ path, size }) => size <= largestFile && !media.test(path));
}

function isCarried(path: RepositoryPath, packages: readonly RepositoryPath[]): boolean {
  const segments = path.split("/");
  if (segments.some((segment) => neverCarried.test(segment))) return false;
  const outputAt = segments.findIndex((segment) => output.test(segment));
  return outputAt === -1 || packages.includes(segments.slice(0, outputAt).join("/"));
}
