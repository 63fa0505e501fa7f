import type { OperationSpec } from '@cloudx3/verifier-core';

// Where the credential stands in a request, and what of that is to be seen of the outside.

/** In `three` the same credential stands in each of the other places. */
export type HolePlace = 'header' | 'target' | 'form' | 'three';

export const TOKEN_LENGTH = 32;
/**
 * Behind each hole: in a header of its own, and as the last value of query and form. A server answers only if it came through. Short, so that the
 * last record of a form is padded (PRX-5).
 */
export const TAIL = 'end';
const HOLE = { charset: 'alphanumeric', minLength: TOKEN_LENGTH, maxLength: TOKEN_LENGTH } as const;
const ZEROS = '\0'.repeat(TOKEN_LENGTH);

/** The value of `authorization`, and the query or form, with this credential. */
export function authorizationOf(credential: string): string {
  return `Bearer ${credential}`;
}

export function formOf(credential: string): string {
  return `key=${credential}&tail=${TAIL}`;
}

interface Place {
  readonly hole: string;
  /** What stands in the sent bytes where the credential stood, with its surroundings. */
  readonly hidden: string;
}

const PLACES = {
  target: { hole: 'query_key', hidden: `.json?${formOf(ZEROS)} HTTP/1.1\r\n` },
  header: { hole: 'token', hidden: `\r\nauthorization: ${authorizationOf(ZEROS)}\r\n` },
  form: { hole: 'form_key', hidden: `\r\n\r\n${formOf(ZEROS)}` },
} as const satisfies Record<string, Place>;

function placesOf(hole: HolePlace): readonly (keyof typeof PLACES)[] {
  return hole === 'three' ? ['target', 'header', 'form'] : [hole];
}

type RequestSpec = Pick<OperationSpec, 'method' | 'target' | 'headers' | 'body' | 'contentType' | 'holes'>;

/** The request with holes in these places. */
export function requestWith(hole: HolePlace, path: string): RequestSpec {
  const places = placesOf(hole);
  const holeIn = (place: keyof typeof PLACES): string => `{!${PLACES[place].hole}}`;
  const isForm = places.includes('form');
  return {
    method: isForm ? 'POST' : 'GET',
    target: places.includes('target') ? `${path}?${formOf(holeIn('target'))}` : path,
    headers: {
      ...(places.includes('header') ? { authorization: authorizationOf(holeIn('header')) } : {}),
      'x-tail': TAIL,
    },
    ...(isForm ? { contentType: 'application/x-www-form-urlencoded', body: formOf(holeIn('form')) } : {}),
    holes: Object.fromEntries(places.map((place) => [PLACES[place].hole, HOLE])),
  };
}

/** What is put into its holes. */
export function secretsOf(hole: HolePlace, credential: string): Record<string, string> {
  return Object.fromEntries(placesOf(hole).map((place) => [PLACES[place].hole, credential]));
}

/** What is wrong with bytes that were sent with these holes: each is there, zeroed, in its surroundings; and no other byte is. */
export function judgeHoles(hole: HolePlace, sent: Uint8Array): readonly string[] {
  const text = Buffer.from(sent).toString('latin1');
  const places = placesOf(hole);
  const zeros = text.split('\0').length - 1;
  return [
    ...places
      .filter((place) => !text.includes(PLACES[place].hidden))
      .map((place) => `no hole in the ${place}`),
    ...(zeros === places.length * TOKEN_LENGTH ? [] : [`${zeros} bytes are hidden`]),
  ];
}
