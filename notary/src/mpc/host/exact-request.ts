/**
 * Sends exactly the bytes that the caller rendered.
 *
 * tlsn-wasm takes a request apart and writes it anew: headers in random order and lower case, the body as JSON only.
 * A notary that compares a request with its template, and a vendor that wants a form or a signed body, need the bytes
 * as they are. So the engine is asked to send a placeholder of the same length. Its HTTP client writes that at once
 * into a queue in the engine's memory, where it waits in the clear until the TLS handshake is done, which cannot
 * happen before the server has answered. While the server's bytes are held back, the placeholder is replaced by the
 * request. If it is not found nothing is sent; and the caller compares the transcript with the request afterwards.
 */
const HEAD = 'GET /';
const TAIL = ' HTTP/1.1\r\n\r\n';
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Fewer random bytes could be met by chance in the hundreds of megabytes that are searched. */
const MIN_NONCE_BYTES = 8;
export const MIN_REQUEST_BYTES = HEAD.length + MIN_NONCE_BYTES + TAIL.length;

export interface PlaceholderRequest {
  readonly target: string;
  /** What the engine's HTTP client will write: as long as the real request. */
  readonly bytes: Uint8Array;
}

/** A GET request of `length` bytes whose path is random. `random` fills an array with random bytes. */
export function placeholderRequest(
  length: number,
  random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
): PlaceholderRequest {
  if (length < MIN_REQUEST_BYTES) {
    throw new RangeError(`a request has at least ${MIN_REQUEST_BYTES} bytes, this one has ${length}`);
  }
  const noise = random(new Uint8Array(length - HEAD.length - TAIL.length));
  const nonce = Array.from(noise, (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
  return { target: `/${nonce}`, bytes: new TextEncoder().encode(`${HEAD}${nonce}${TAIL}`) };
}

/** Replaces every copy of `placeholder` in `memory`. Returns how many there were. */
export function replaceInMemory(
  memory: ArrayBufferLike,
  placeholder: Uint8Array,
  request: Uint8Array,
): number {
  if (placeholder.length !== request.length) throw new RangeError('placeholder and request differ in length');
  const view = Buffer.from(memory);
  let count = 0;
  for (let at = view.indexOf(placeholder); at >= 0; at = view.indexOf(placeholder, at + request.length)) {
    view.set(request, at);
    count += 1;
  }
  return count;
}
