import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeReadsResponse } from '../testing/node-http.ts';
import { parseResponse } from './parse.ts';

const of = (characters: string) => fc.constantFrom(...Array.from(characters));
const names = fc.string({ unit: of("aZ09!#$%&'*+-.^_`|~"), minLength: 1, maxLength: 12 });
// What may stand in a value, the white space that is cut off around it included.
const values = fc.string({ unit: of('aZ09 \t:;,="\\{}~!'), maxLength: 20 });
const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 5 });
const responses = fc
  .record({
    status: fc.integer({ min: 200, max: 599 }).filter((status) => status !== 204 && status !== 304),
    reason: fc.constantFrom('OK', '', 'Not Found', 'a\tb'),
    headers: fc.array(fc.tuple(names, values), { maxLength: 6 }),
    chunks,
    chunked: fc.boolean(),
  })
  .map(({ status, reason, headers, chunks: parts, chunked }) => {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const framing = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`;
    const lines = [...headers.map(([name, value]) => `${name}:${value}`), framing];
    const head = `HTTP/1.1 ${status} ${reason}\r\n${lines.join('\r\n')}\r\n\r\n`;
    const framed = parts.flatMap((part) =>
      chunked ? [`${part.length.toString(16)}\r\n`, part, '\r\n'] : [part],
    );
    return bytesOf(head, ...framed, chunked ? '0\r\n\r\n' : '');
  });

function bytesOf(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array))));
}

/** What our parser makes of it, in the form of Node's. */
function read(bytes: Uint8Array) {
  const parsed = parseResponse(bytes, { maxBytes: bytes.length });
  if (!parsed.ok) return undefined;
  const { status, reason, headers, body } = parsed.value;
  return { start: [String(status), reason], headers, body };
}

describe('RES-1, RES-2: Node’s own parser', () => {
  it('reads every valid response as we do', async () => {
    await fc.assert(
      fc.asyncProperty(responses, async (bytes) => {
        const ours = read(bytes);
        expect(ours).toBeDefined();
        expect(await nodeReadsResponse(bytes)).toEqual(ours);
      }),
      { numRuns: 200 },
    );
  });

  it('reads what we still read of a damaged one as we do', async () => {
    const bytes = fc.constantFrom(...Array.from('\r\n :0aZ;,\0\x7f\x80\xff', (c) => c.charCodeAt(0)));
    await fc.assert(
      fc.asyncProperty(responses, fc.nat(), bytes, async (response, where, byte) => {
        const damaged = response.slice();
        damaged[where % damaged.length] = byte;
        const ours = read(damaged);
        if (ours !== undefined) expect(await nodeReadsResponse(damaged)).toEqual(ours);
      }),
      { numRuns: 500 },
    );
  });

  it('is laxer: what it reads and we refuse, we refuse by name', async () => {
    const ok = 'HTTP/1.1 200 OK\r\n';
    const lax: readonly (readonly [string, string])[] = [
      ['response.header', `${ok}x: caf\xe9\r\ncontent-length: 0\r\n\r\n`],
      ['response.framing', `${ok}\r\nuntil the close`],
      ['response.chunk', `${ok}transfer-encoding: chunked\r\n\r\n1;x=y\r\na\r\n0\r\n\r\n`],
      ['response.chunk', `${ok}transfer-encoding: chunked\r\n\r\n0\r\nx: y\r\n\r\n`],
      ['response.content_encoding', `${ok}content-encoding: gzip\r\ncontent-length: 0\r\n\r\n`],
    ];
    for (const [code, text] of lax) {
      const bytes = new Uint8Array(Buffer.from(text, 'latin1'));
      expect(await nodeReadsResponse(bytes)).toBeDefined();
      expect(parseResponse(bytes, { maxBytes: 1_024 })).toMatchObject({ ok: false, code });
    }
  });
});
