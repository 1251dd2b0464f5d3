/** The terminal, or what stands in for it: the only way out for text. Data goes to `out`, everything else to `err`. */
export interface Io {
  /** The directory that the process was started in. */
  readonly cwd: string;
  /** True if `err` is watched by a person: then there is progress. */
  readonly isTerminal: boolean;
  /** Width of the terminal in columns; 80 if it has none. */
  readonly columns: number;
  /** True if `out` understands colours and nobody has forbidden them. */
  readonly color: boolean;
  out(text: string): void;
  err(text: string): void;
  /**
   * Calls the listener at the next Ctrl-C (or SIGTERM), once, instead of ending the process. Returns how to stop
   * listening.
   */
  onInterrupt(listener: () => void): () => void;
}
