type Step = () => Promise<void>;

/** Collects what must be undone as set-up goes on, so that a set-up that fails half way is undone as well. */
export class CleanUp {
  readonly #steps: Step[] = [];

  /** Remembers how to undo a resource and hands the resource back. */
  add<T>(resource: T, undo: (resource: T) => Promise<void>): T {
    this.#steps.unshift(() => undo(resource));
    return resource;
  }

  /** Undoes everything, last first; goes on when a step fails and then throws the first failure. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.splice(0)) await step().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }
}
