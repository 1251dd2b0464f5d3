/** Noon on a Wednesday in the week the sample data is about. */
export const SAMPLE_NOW = "2025-05-07T10:00:00.000Z";
