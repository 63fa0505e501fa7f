import { MIN_REQUEST_BYTES } from './host/exact-request.ts';
import { NotaryError } from '../session/error.ts';

/** One HTTP/1.1 request, of which every byte is the caller's. */
export interface MpcRequest {
  /** `HEAD` and `CONNECT` cannot be used: the engine reads each answer as one to a GET. */
  readonly method: string;
  /** Origin form: path and query. */
  readonly target: string;
  /** Written in this order and as spelled. Nothing is added: give `Host`, `Content-Length` and `Connection: close`. */
  readonly headers: readonly (readonly [name: string, value: Uint8Array])[];
  readonly body?: Uint8Array;
}

const METHOD = /^[A-Z]{1,16}$/;
const TARGET = /^\/[!-~]*$/;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const REFUSED_METHODS: readonly string[] = ['HEAD', 'CONNECT'];
const CR = 0x0d;
const LF = 0x0a;
const NUL = 0x00;

/**
 * The bytes of a request as they go over the wire (RFC 9112).
 *
 * @throws NotaryError `mpc.invalid_options` for what would change the framing. The message names the part and the
 *   position, never a value: values may be credentials.
 */
export function requestBytes({ method, target, headers, body }: MpcRequest): Uint8Array<ArrayBuffer> {
  if (!METHOD.test(method) || REFUSED_METHODS.includes(method)) throw invalid('method');
  if (!TARGET.test(target)) throw invalid('target');
  headers.forEach(([name, value], index) => {
    if (!HEADER_NAME.test(name)) throw invalid(`headers[${index}] name`);
    if (value.some((byte) => byte === CR || byte === LF || byte === NUL))
      throw invalid(`headers[${index}] value`);
  });
  const text = (value: string): Uint8Array => Buffer.from(value, 'latin1');
  return new Uint8Array(
    Buffer.concat([
      text(`${method} ${target} HTTP/1.1\r\n`),
      ...headers.flatMap(([name, value]) => [text(`${name}: `), value, text('\r\n')]),
      text('\r\n'),
      body ?? new Uint8Array(),
    ]),
  );
}

/** @throws NotaryError when the request does not fit the session */
export function checkRequestSize(request: Uint8Array, maxSentBytes: number): void {
  if (request.length > maxSentBytes) {
    throw new NotaryError(
      'mpc.request_too_large',
      `The request has ${request.length} bytes, the session was set up for ${maxSentBytes}.`,
    );
  }
  if (request.length < MIN_REQUEST_BYTES) {
    throw new NotaryError(
      'mpc.request_too_small',
      `The request has ${request.length} bytes; the engine needs at least ${MIN_REQUEST_BYTES}.`,
    );
  }
}

function invalid(part: string): NotaryError {
  return new NotaryError(
    'mpc.invalid_options',
    `The request cannot be sent: its ${part} is not valid HTTP/1.1.`,
  );
}
