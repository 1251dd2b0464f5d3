/** Milliseconds of the real clock, from and to. */
export interface RunTime {
  readonly from: number;
  readonly to: number;
}

const TIMESTAMP = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(Z|[+-]\d\d(?::?\d\d)?)?(?!\d)/g;
const MINUTE = 60_000;
/** A time without a zone is the database's local time: half a day and more from ours, at most. */
const FARTHEST_ZONE = 15 * 60 * MINUTE;

/**
 * Replaces times near the run by `<now>`. The application's clock stands still, so they are the database's own
 * (`DEFAULT now()`). A minute is left on either side for clocks that disagree.
 */
export function maskTimes(text: string, runTime: RunTime): string {
  return text.replaceAll(TIMESTAMP, (time, zone: string | undefined) => {
    const tolerance = zone === undefined ? FARTHEST_ZONE : MINUTE;
    const at = Date.parse(zone === undefined ? `${isoOf(time)}Z` : isoOf(time));
    return at >= runTime.from - tolerance && at <= runTime.to + tolerance ? "<now>" : time;
  });
}

/** Postgres writes `2025-05-07 10:00:00.123456+00`; `Date` wants a `T`, milliseconds and minutes in the zone. */
function isoOf(time: string): string {
  return time
    .replace(" ", "T")
    .replace(/(\.\d{3})\d+/, "$1")
    .replace(/([+-]\d\d)(\d\d)?$/, (_zone, hours: string, minutes = "00") => `${hours}:${String(minutes)}`);
}
