import type { Random } from '../harness/random.ts';
import { mutateBytes } from './bytes.ts';
import { join } from './tree.ts';

const STATUS_LINES = [
  'HTTP/1.1 200 OK',
  'HTTP/1.1 200 OK',
  'HTTP/1.1 200 OK',
  'HTTP/1.1 200 ',
  'HTTP/1.1 200',
  'HTTP/1.1 204 No Content',
  'HTTP/1.1 304 Not Modified',
  'HTTP/1.1 100 Continue',
  'HTTP/1.1 099 Low',
  'HTTP/1.1 301 Moved',
  'HTTP/1.1 401 Unauthorized',
  'HTTP/1.1 404 Not Found',
  'HTTP/1.1 429 Too Many',
  'HTTP/1.1 500 Error',
  'HTTP/1.1 999 Odd',
  'HTTP/1.0 200 OK',
  'HTTP/2 200',
] as const;
const HEADERS = [
  'content-type: application/json',
  'Content-Type:application/json; charset=utf-8  ',
  'date: Mon, 01 Jun 2026 00:00:00 GMT',
  'server:',
  'x-empty:   \t',
  'content-encoding: identity',
  'content-encoding: gzip',
  'transfer-encoding: chunked',
  'transfer-encoding: gzip, chunked',
  'content-length: 0',
  'content-length: 5, 5',
  'content-length: +5',
  'content-length: 99999999999',
  'trailer: x',
  'no-colon',
  'space before : x',
  ' folded',
  'ä: x',
  'x: \u0000',
  'connection: close',
] as const;
const BREAKS = ['\r\n', '\r\n', '\r\n', '\r\n', '\r\n', '\r\n', '\r\n', '\r\n', '\n', '\r'] as const;

/** A response with this body: mostly framed as it should be, with head lines that now and then are none. */
export function response(random: Random, body: Uint8Array): Uint8Array {
  const isChunked = random.once(3);
  const status = random.once(3) ? random.pick(STATUS_LINES) : 'HTTP/1.1 200 OK';
  const lines: string[] = [status];
  for (let left = random.below(4); left > 0; left -= 1) lines.push(header(random));
  if (random.once(60)) for (let left = 120; left > 0; left -= 1) lines.push('x-many: 1');
  if (random.once(80)) lines.push(`x-long: ${'y'.repeat(8_180 + random.below(30))}`);
  if (!random.once(30))
    lines.push(isChunked ? 'Transfer-Encoding: Chunked' : `content-length: ${lengthOf(random, body)}`);
  const end = random.once(40) ? random.pick(BREAKS) : '\r\n';
  const head = Buffer.from(
    lines.map((line) => `${line}${random.once(200) ? random.pick(BREAKS) : '\r\n'}`).join('') + end,
    'latin1',
  );
  const trailing = random.once(40) ? random.bytes(1 + random.below(4)) : new Uint8Array(0);
  const bytes = join([head, isChunked ? chunks(random, body) : body, trailing]);
  return random.once(8) ? mutateBytes(random, bytes) : bytes;
}

function header(random: Random): string {
  return random.once(3) ? random.pick(HEADERS) : (HEADERS[random.below(6)] ?? '');
}

function lengthOf(random: Random, body: Uint8Array): string {
  return String(random.once(20) ? body.length + random.below(5) - 2 : body.length);
}

function chunks(random: Random, body: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < body.length;) {
    const size = 1 + random.below(Math.max(body.length - at, 1));
    parts.push(chunk(random, body.subarray(at, at + size)));
    at += size;
  }
  const last = random.once(20)
    ? random.pick([
        '',
        '0\r\n',
        '0\r\nx: y\r\n\r\n',
        '00000000\r\n\r\n',
        '000000000\r\n\r\n',
        '0 \r\n\r\n',
      ] as const)
    : '0\r\n\r\n';
  return join([...parts, Buffer.from(last)]);
}

function chunk(random: Random, data: Uint8Array): Uint8Array {
  const size = data.length.toString(16);
  const written = random.once(30)
    ? random.pick([`${size};x=y`, ` ${size}`, `0x${size}`, `${size}0`, 'ffffffff', '-1', ''] as const)
    : random.once(3)
      ? size.toUpperCase()
      : size;
  return join([Buffer.from(`${written}\r\n`), data, Buffer.from(random.once(40) ? '\n' : '\r\n')]);
}
