/** What may stand at one place of a rendered text: any of these characters, and (where it repeats) any number of them. */
interface Piece {
  readonly allows: (character: string) => boolean;
  readonly repeats: boolean;
}

const is = (wanted: string) => (character: string) => character === wanted;
const matching = (pattern: RegExp) => (character: string) => pattern.test(character);
const once = (allows: Piece['allows']): Piece => ({ allows, repeats: false });
const many = (allows: Piece['allows']): Piece => ({ allows, repeats: true });

// A session name holds no colon: the authenticator refuses a UserId with two (pkg/token, Verify). It is empty for IAM
// users, and for a template that is not the caller's. `{{SessionName}}` writes `-` for `@`, which changes nothing here.
const SESSION: readonly Piece[] = [many(matching(/[^:]/))];
const DIGIT = matching(/\d/);
const WORD = matching(/\w/);

/** The values that the authenticator fills in (pkg/server, renderTemplate), as wide as their alphabets in AWS's API. */
const VALUES: ReadonlyMap<string, readonly Piece[]> = new Map([
  ['{{SessionName}}', SESSION],
  ['{{SessionNameRaw}}', SESSION],
  ['{{EC2PrivateDNSName}}', [many(matching(/[\w.-]/))]],
  ['{{AccountID}}', Array.from({ length: 12 }, () => once(DIGIT))],
  // IAM API reference, AccessKey: 16 to 128 word characters.
  ['{{AccessKeyID}}', [...Array.from({ length: 16 }, () => once(WORD)), many(WORD)]],
]);

const TEMPLATE = /(\{\{(?:SessionName|SessionNameRaw|EC2PrivateDNSName|AccountID|AccessKeyID)\}\})/;
const ANYTHING = many(() => true);

/** True when the authenticator fills something into the text. */
export function hasTemplate(text: string): boolean {
  return TEMPLATE.test(text);
}

/** True when the text, its templates filled in for some caller, can be exactly `name`. */
export function canBe(text: string, name: string): boolean {
  return hasTemplate(text) ? reaches(text, name, 'whole') : text === name;
}

/** True when the text, its templates filled in for some caller, can begin with `prefix`. */
export function canBeginWith(text: string, prefix: string): boolean {
  return hasTemplate(text) ? reaches(text, prefix, 'begin') : text.startsWith(prefix);
}

/** Goes through `goal` with all places of the text at once at which its rendering may stand. */
function reaches(text: string, goal: string, as: 'whole' | 'begin'): boolean {
  const pieces = piecesOf(text);
  let places = withSkipped(pieces, new Set([0]));
  for (const character of goal) {
    const next = new Set<number>();
    for (const place of places) {
      const piece = pieces[place];
      if (piece?.allows(character)) next.add(piece.repeats ? place : place + 1);
    }
    places = withSkipped(pieces, next);
  }
  return as === 'whole' ? places.has(pieces.length) : places.size > 0;
}

/** A repeated piece may stand for nothing. */
function withSkipped(pieces: readonly Piece[], places: Set<number>): Set<number> {
  // A set is walked through in the order of insertion, so what is added here is reached too.
  for (const place of places) if (pieces[place]?.repeats) places.add(place + 1);
  return places;
}

function piecesOf(text: string): readonly Piece[] {
  return text.split(TEMPLATE).flatMap((part, _, parts) => {
    const value = VALUES.get(part);
    if (value !== undefined) return value;
    // One value may complete the name of a template that is filled in later: `{{{{SessionName}}Raw}}`.
    const nested = part.includes('{{') || part.includes('}}');
    return nested && parts.length > 1 ? [ANYTHING] : Array.from(part, (character) => once(is(character)));
  });
}
