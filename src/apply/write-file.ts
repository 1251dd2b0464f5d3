import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, renameSync, rmSync, writeFileSync, type Stats } from "node:fs";
import { basename, dirname, join } from "node:path";
import { errorCode } from "../io/error-code.ts";

/**
 * Writes a file so that it is either the old or the new one at every moment: into a new file beside it, which then
 * takes its place. Mode and, where allowed, owner stay those of the old file.
 *
 * @param old the file that is replaced, or null for a new one
 * @throws the system error; then nothing has changed
 */
export function writeFileAtomically(path: string, text: string, old: Stats | null): void {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: "wx", mode: old?.mode ?? 0o666 });
    if (old !== null) takeOver(temporary, old);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function takeOver(path: string, { mode, uid, gid }: Stats): void {
  if (uid !== process.getuid?.() || gid !== process.getgid?.()) keepOwner(path, uid, gid);
  chmodSync(path, mode);
}

function keepOwner(path: string, uid: number, gid: number): void {
  try {
    chownSync(path, uid, gid);
  } catch (error) {
    // Only a privileged user may give files away; for others the new file is theirs, as with any editor.
    if (errorCode(error) !== "EPERM" && errorCode(error) !== "EINVAL") throw error;
  }
}
