/** Makes `new Date()`, `Date()` and `Date.now()` stand still for good. Timers and `performance.now()` go on as usual. */
export function freezeClock(at: string): void {
  const RealDate = Date;
  const now = RealDate.parse(at);
  // A proxy, and no class of its own: dates made before and after, and by native code, stay of one kind.
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given: unknown[], made) =>
      Reflect.construct(target, given.length === 0 ? [now] : given, made) as object,
    apply: () => new RealDate(now).toString(),
    get: (target, name) => (name === "now" ? () => now : (Reflect.get(target, name) as unknown)),
  });
  RealDate.prototype.constructor = Date;
}
