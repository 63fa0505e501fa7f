import type { Hole, Part } from '@cloudx3/proto';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import type { CheckedOperation } from './checked-operation.ts';

/** What may stand right before and right after a hole, by where its template stands. An end of the template fits too. */
interface Delimiters {
  readonly before: RegExp;
  readonly after: RegExp;
}

const IN_TARGET: readonly Delimiters[] = [
  { before: /[?&][^?&=/]+=$/, after: /^&/ },
  { before: /\/$/, after: /^[/?]/ },
];
const IN_HEADER: readonly Delimiters[] = [
  { before: /[ =:]$/, after: /^[,; ]/ },
  { before: /"$/, after: /^"/ },
];
const IN_BODY: readonly Delimiters[] = [
  { before: /(^|&)[^&=]+=$/, after: /^&/ },
  { before: /"$/, after: /^"/ },
];

/** A hole is longer than the message that ends its epoch, so that nothing is gained by leaving that message out (PRX-1). */
const MIN_LENGTH = 8;

/**
 * Rule PRX-1: whether the operation's holes can be hidden in PROXY mode, where their bytes are seen by nobody but the vendor. `operation.proxy_hole_length`
 * and `operation.proxy_hole_place` name the hole.
 */
export function checkProxyFit({ message }: CheckedOperation): CoreResult<undefined> {
  const holes = new Map(message.holes.map((hole) => [hole.name, hole]));
  const templates: readonly (readonly [readonly Part[], readonly Delimiters[], boolean])[] = [
    [message.target, IN_TARGET, true],
    ...message.headers.map(({ value }) => [value, IN_HEADER, false] as const),
    [message.body, IN_BODY, false],
  ];
  for (const [template, delimiters, isRequestLine] of templates) {
    const fits = checkTemplate(template, { holes, delimiters, isRequestLine });
    if (!fits.ok) return fits;
  }
  return ok();
}

interface Place {
  readonly holes: ReadonlyMap<string, Hole>;
  readonly delimiters: readonly Delimiters[];
  readonly isRequestLine: boolean;
}

function checkTemplate(template: readonly Part[], place: Place): CoreResult<undefined> {
  for (const [i, { kind }] of template.entries()) {
    if (kind.case !== 'hole') continue;
    const field = `holes.${kind.value}`;
    const hole = place.holes.get(kind.value);
    const length = checkLength(hole, place.isRequestLine, field);
    if (!length.ok) return length;
    if (!place.delimiters.some((delimiters) => isDelimited(template, i, delimiters))) {
      return fail('operation.proxy_hole_place', 'does not fill a whole value between delimiters', field);
    }
  }
  return ok();
}

function checkLength(hole: Hole | undefined, isRequestLine: boolean, field: string): CoreResult<undefined> {
  if (hole === undefined || hole.minLength < MIN_LENGTH) {
    return fail('operation.proxy_hole_length', `is at least ${MIN_LENGTH} bytes`, field);
  }
  // Nothing public comes before the target, so what a shorter credential leaves over could begin a line of its own.
  return isRequestLine && hole.minLength !== hole.maxLength
    ? fail('operation.proxy_hole_length', 'in the request line has one exact length', field)
    : ok();
}

function isDelimited(template: readonly Part[], index: number, { before, after }: Delimiters): boolean {
  const previous = template[index - 1]?.kind;
  const next = template[index + 1]?.kind;
  return (
    (previous === undefined || (previous.case === 'literal' && before.test(previous.value))) &&
    (next === undefined || (next.case === 'literal' && after.test(next.value)))
  );
}
