import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { latin1 } from './cursor.ts';
import type { Cursor } from './cursor.ts';

const SIZE = /^[0-9A-Fa-f]{1,8}$/;
const MAX_SIZE_LINE = 8;

/** Joins the chunks of a body (rule RES-2): sizes in hex and nothing else on their lines, no trailers. */
export function readChunked(cursor: Cursor): CoreResult<Uint8Array> {
  const body = new Uint8Array(cursor.left);
  let length = 0;
  for (;;) {
    const line = cursor.line(MAX_SIZE_LINE);
    if (!line.ok) {
      return line.why === 'truncated'
        ? fail('response.truncated', 'ends within its chunks')
        : fail('response.chunk', 'a size is malformed or has an extension');
    }
    const size = latin1(line.line);
    if (!SIZE.test(size)) return fail('response.chunk', 'a size is malformed or has an extension');
    const data = cursor.take(Number.parseInt(size, 16));
    if (data === undefined) return fail('response.truncated', 'ends within a chunk');
    body.set(data, length);
    length += data.length;
    const end = cursor.line(0);
    if (!end.ok) {
      return end.why === 'truncated'
        ? fail('response.truncated', 'ends within its chunks')
        : fail(
            'response.chunk',
            data.length === 0 ? 'trailers are refused' : 'a chunk is longer than its size',
          );
    }
    if (data.length === 0) return ok(body.slice(0, length));
  }
}
