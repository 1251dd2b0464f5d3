/**
 * An expected failure: something that the person at the keyboard can put right. The command line prints `message`,
 * then `hint` (what to do next), and ends with exit code 2. Every other exception is a bug of this program.
 */
export class UserError extends Error {
  override readonly name: string = "UserError";
  /** What to do next, as a full sentence; null if the message says it. */
  readonly hint: string | null;

  constructor(message: string, hint: string | null = null) {
    super(message);
    this.hint = hint;
  }
}
