const ISO = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * The last instant at which a grant with this `until` is desired, in ms since the epoch: the end of a bare date,
 * or the date-time itself; UTC where no offset is given. Undefined for what is no ISO date, or not in the calendar.
 */
export function lastInstant(until: string): number | undefined {
  const [, date, time, offset] = ISO.exec(until) ?? [];
  if (date === undefined || (time === undefined && offset !== undefined)) return undefined;
  const midnight = new Date(`${date}T00:00:00Z`);
  // Date rolls 31 February over to March instead of refusing it.
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(date)) return undefined;
  const last = Date.parse(`${date}${time ?? 'T23:59:59.999'}${offset ?? 'Z'}`);
  return Number.isNaN(last) ? undefined : last;
}
