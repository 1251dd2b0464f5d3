/** Collects how to undo what was started, so that it is undone on every way out. */
export class CleanUp {
  readonly #steps: (() => Promise<void>)[] = [];

  /** Remembers how to undo something and hands it back. */
  add<Thing>(thing: Thing, undo: (thing: Thing) => Promise<void>): Thing {
    this.#steps.unshift(() => undo(thing));
    return thing;
  }

  /** Undoes everything, the last first; goes on if a step fails, and then throws the first failure. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.splice(0)) await step().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }
}
