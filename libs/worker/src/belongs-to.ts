const TEXTS = ['run', 'execution', 'shard', 'cluster', 'mode'];
const NUMBERS = ['wave', 'step'];

/** The end of a shard's key: its wave, its step and its own number (design.md: Storage). */
const PLACE = /#(\d{4,})#(\d{4,})#\d{4,}$/;

/**
 * What an event, whatever it is, tells of where it belongs: what joins the log with the journal. Wave and step are
 * those of the rollout, or of the shard. OpenRun and CloseRun have the rest a level down, in `input` and `end`.
 */
export function belongsTo(event: unknown): Readonly<Record<string, string | number>> {
  const { input, end, ...own } = objectIn(event);
  const fields = Object.entries({ ...objectIn(input), ...objectIn(end), ...own });
  const known = fields.filter((entry): entry is [string, string | number] => isKnown(...entry));
  return { ...placeOf(Object.fromEntries(known)['shard']), ...Object.fromEntries(known) };
}

const objectIn = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

function isKnown(name: string, value: unknown): boolean {
  return typeof value === 'string'
    ? TEXTS.includes(name)
    : typeof value === 'number' && NUMBERS.includes(name);
}

function placeOf(shard: string | number | undefined): Readonly<Record<string, number>> {
  const [, wave, step] = PLACE.exec(String(shard)) ?? [];
  return wave === undefined ? {} : { wave: Number(wave), step: Number(step) };
}
