/** What was neither measured nor found in a price list: change it, and run `npm run cost`. */
export const ASSUMED = {
  /** How long an answer takes, in ms. */
  answerMs: { aws: 100, cluster: 100, store: 10 },
  /** The slowest cluster of a shard takes so many times the usual. */
  slowest: 2,
  /** Shards that are worked on at once (the default of `RunInput`): so many containers start cold, once a run. */
  concurrency: 20,
  /** A call's lines in its function's log: ours, and START, END and REPORT of Lambda, in bytes. */
  logBytesOfCall: 1300,
  /** What is passed on inside of a child for each cluster, in bytes. */
  payloadBytes: 2000,
  hoursOfMonth: 730,
  /** Plans stay in the journal for 14 days (design.md, Storage). */
  daysKept: 14,
} as const;

/** At so many MB a function has one whole processor (AWS Lambda Developer Guide, "Configure Lambda function memory"). */
export const WHOLE_PROCESSOR_MB = 1769;
