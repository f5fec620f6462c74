/** Attested roles that let a person hold a duty role start so: `WATCH.OPS` may hold `OPS` (protocol 1). */
export const WATCH_PREFIX = "WATCH.";
