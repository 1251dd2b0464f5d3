/**
 * Milliseconds on the clock that all processes of this machine share and nobody sets: what the application's process
 * notes can be put in order with what the proxy notes.
 */
export function machineClock(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
