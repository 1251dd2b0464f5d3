import type { Readable } from "node:stream";

const KEPT = 50;

/** Remembers the last lines that a process printed, to be shown when it dies. */
export class LastLines {
  #lines: string[] = [];
  #begun = "";

  /** Follows a stream to its end. */
  follow(stream: Readable | null): void {
    stream?.setEncoding("utf8");
    stream?.on("data", (text: string) => this.#add(text));
  }

  /** The lines, the last of them perhaps unfinished. */
  text(): string {
    return [...this.#lines, this.#begun].filter((line) => line !== "").join("\n");
  }

  #add(text: string): void {
    const lines = `${this.#begun}${text}`.split("\n");
    this.#begun = lines.pop() ?? "";
    this.#lines = [...this.#lines, ...lines].slice(-KEPT);
  }
}
