import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Tls13Error } from '../errors.ts';
import { concat } from '../presentation/writer.ts';
import { CONTENT_TYPE } from './content-type.ts';
import { plainRecord } from './protection.ts';
import { RecordReader } from './record-reader.ts';
import type { TlsRecord } from './record-reader.ts';

/** What a stream, cut like this, gives: its records, or the code of the fault behind them. */
function read(
  bytes: Uint8Array,
  cuts: readonly number[] = [],
): { records: TlsRecord[]; code?: string; pending: number } {
  const reader = new RecordReader();
  const records: TlsRecord[] = [];
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  try {
    for (const [i, edge] of edges.slice(1).entries()) {
      reader.push(bytes.subarray(edges[i], edge));
      for (let record = reader.next(); record !== undefined; record = reader.next()) records.push(record);
    }
    return { records, pending: reader.pending };
  } catch (error) {
    if (!(error instanceof Tls13Error)) throw error;
    expect(() => reader.next()).toThrow(error);
    return { records, code: error.code, pending: 0 };
  }
}

const records = fc.array(
  fc.oneof(
    fc.tuple(fc.constantFrom(21, 22), fc.uint8Array({ minLength: 1, maxLength: 300 })),
    fc.tuple(fc.constant(23), fc.uint8Array({ minLength: 17, maxLength: 300 })),
    fc.tuple(fc.constant(20), fc.constant(Uint8Array.of(1))),
  ),
);

describe('RecordReader', () => {
  it('gives every record with its place, however the stream is cut', () => {
    fc.assert(
      fc.property(records, fc.array(fc.nat()), (list, cuts) => {
        const stream = concat(...list.map(([type, payload]) => plainRecord(type, payload)));
        const result = read(stream, cuts);
        expect(result.records.map(({ type, payload }) => [type, payload])).toEqual(list);
        for (const { start, end, header, payload } of result.records) {
          expect(Buffer.from(stream.subarray(start, end)).equals(concat(header, payload))).toBe(true);
        }
        expect(result.pending).toBe(0);
      }),
    );
  });

  it('never fails with anything but its own error, and the same way however the stream is cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat()), (bytes, cuts) => {
        const [whole, cut] = [read(bytes), read(bytes, cuts)];
        expect([cut.records, cut.code]).toEqual([whole.records, whole.code]);
      }),
    );
  });

  it.each<[string, Uint8Array, string | undefined]>([
    ['the longest handshake record', Uint8Array.of(22, 3, 3, 0x40, 0), undefined],
    ['one byte more', Uint8Array.of(22, 3, 3, 0x40, 1), 'tls.record.overflow'],
    ['the longest protected record', Uint8Array.of(23, 3, 3, 0x41, 0), undefined],
    ['one byte more of that', Uint8Array.of(23, 3, 3, 0x41, 1), 'tls.record.overflow'],
    ['an empty handshake record', Uint8Array.of(22, 3, 3, 0, 0), 'tls.record.empty'],
    ['an empty alert', Uint8Array.of(21, 3, 3, 0, 0), 'tls.record.empty'],
    ['a protected record without content', Uint8Array.of(23, 3, 3, 0, 16), 'tls.record.empty'],
    ['a change_cipher_spec of two bytes', Uint8Array.of(20, 3, 3, 0, 2), 'tls.change_cipher_spec'],
    ['a change_cipher_spec of another value', Uint8Array.of(20, 3, 3, 0, 1, 2), 'tls.change_cipher_spec'],
    ['a heartbeat', Uint8Array.of(24, 3, 3, 0, 1), 'tls.record.type'],
    ['SSL 2', Uint8Array.of(0x80, 0x2e, 1, 3, 1), 'tls.record.type'],
    ['SSL 3', Uint8Array.of(21, 3, 0, 0, 2), undefined],
    ['version 4', Uint8Array.of(22, 4, 0, 0, 2), 'tls.record.version'],
    ['version 3.4', Uint8Array.of(22, 3, 4, 0, 2), 'tls.record.version'],
    ['a protected record of TLS 1.0', Uint8Array.of(23, 3, 1, 0, 20), 'tls.record.version'],
  ])('judges %s by its header', (_, header, code) => {
    expect(read(header).code).toBe(code);
  });

  it('keeps no more than what is pending, and does not alias what was pushed', () => {
    const reader = new RecordReader();
    const record = plainRecord(CONTENT_TYPE.handshake, new Uint8Array(16_000).fill(5));
    for (let i = 0; i < 100; i++) {
      const bytes = Uint8Array.from(record);
      reader.push(bytes);
      bytes.fill(0);
      expect(reader.next()?.payload[15_999]).toBe(5);
      expect(reader.pending).toBe(0);
    }
  });
});
