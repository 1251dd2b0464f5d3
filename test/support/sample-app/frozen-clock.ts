/** Noon on a Wednesday in the week the sample data is about. */
export const SAMPLE_NOW = "2025-05-07T10:00:00.000Z";

/** Makes `new Date()` and `Date.now()` stand still while `work` runs. Timers go on as usual. */
export async function withFrozenClock<T>(at: string, work: () => Promise<T>): Promise<T> {
  const RealDate = globalThis.Date;
  const now = RealDate.parse(at);
  class FrozenDate extends RealDate {
    constructor(...given: unknown[]) {
      super(...((given.length === 0 ? [now] : given) as [number]));
    }
    static override now(): number {
      return now;
    }
    // Dates made before the clock stopped, or by native code, are dates too.
    static override [Symbol.hasInstance](value: unknown): boolean {
      return Object.prototype.toString.call(value) === "[object Date]";
    }
  }
  globalThis.Date = FrozenDate as DateConstructor;
  try {
    return await work();
  } finally {
    globalThis.Date = RealDate;
  }
}
