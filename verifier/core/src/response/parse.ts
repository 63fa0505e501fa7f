import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { readChunked } from './chunked.ts';
import { Cursor } from './cursor.ts';
import { readHead, valuesOf } from './head.ts';
import type { ResponseHead } from './head.ts';

/** A response as read strictly (rules RES-1, RES-2). */
export interface HttpResponse extends ResponseHead {
  /** Without its framing. A copy, not a view. */
  readonly body: Uint8Array;
}

/** What a reader bounds a response by. */
export interface ResponseLimits {
  /** Of the whole response, framing and all. */
  readonly maxBytes: number;
}

const LENGTH = /^[0-9]{1,10}$/;
const EMPTY = new Uint8Array();

/** Reads exactly one HTTP/1.1 response, all of it (rules RES-1, RES-2). */
export function parseResponse(bytes: Uint8Array, limits: ResponseLimits): CoreResult<HttpResponse> {
  if (bytes.length > limits.maxBytes) {
    return fail('response.too_large', `${bytes.length} of ${limits.maxBytes} bytes`);
  }
  const cursor = new Cursor(bytes);
  const head = readHead(cursor);
  if (!head.ok) return head;
  const coding = valuesOf(head.value, 'content-encoding').find((value) => value.toLowerCase() !== 'identity');
  if (coding !== undefined) return fail('response.content_encoding', 'is not identity', 'content-encoding');
  const body = readBody(cursor, head.value);
  if (!body.ok) return body;
  return cursor.left > 0
    ? fail('response.trailing_bytes', `${cursor.left} bytes follow the body`)
    : ok({ ...head.value, body: body.value });
}

/** Rule RES-2. A length is said in one way, or two readers could see two bodies. */
function readBody(cursor: Cursor, head: ResponseHead): CoreResult<Uint8Array> {
  const codings = valuesOf(head, 'transfer-encoding');
  const lengths = valuesOf(head, 'content-length');
  if (codings.length + lengths.length > 1) {
    return fail('response.framing', 'more than one content-length or transfer-encoding');
  }
  if (head.status === 204 || head.status === 304) {
    // A 304 may tell the length of what it does not send; a 204 has nothing to tell.
    return codings.length > 0 || (head.status === 204 && lengths.some((length) => Number(length) !== 0))
      ? fail('response.framing', `a ${head.status} has no body`)
      : ok(EMPTY);
  }
  const [coding] = codings;
  if (coding !== undefined) {
    return coding.toLowerCase() === 'chunked'
      ? readChunked(cursor)
      : fail('response.framing', 'is not chunked alone', 'transfer-encoding');
  }
  const [length] = lengths;
  if (length === undefined) return fail('response.framing', 'the length of the body is not said');
  if (!LENGTH.test(length)) return fail('response.framing', 'is no length', 'content-length');
  const body = cursor.take(Number(length));
  return body === undefined
    ? fail('response.truncated', `${cursor.left} of ${length} bytes of the body`)
    : ok(body.slice());
}
