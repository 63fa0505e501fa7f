import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SUITES } from '../keys/suites.ts';
import type { Suite } from '../keys/suites.ts';
import type { TrafficKeys } from '../keys/traffic-keys.ts';
import { concat } from '../presentation/writer.ts';
import { codeOf, recordsOf } from '../test-support/conversation.ts';
import { CONTENT_TYPE } from './content-type.ts';
import { openRecord, plainRecord, sealRecord } from './protection.ts';
import { RecordCipher } from './record-cipher.ts';
import type { TlsRecord } from './record-reader.ts';

const keysFor = ({ keyLength }: Suite, fill = 1): TrafficKeys => ({
  key: new Uint8Array(keyLength).fill(fill),
  iv: new Uint8Array(12).fill(fill),
});
const suites = fc.constantFrom(...SUITES);
const sealed = (suite: Suite, sequence: number, type: number, content: Uint8Array, padding = 0): TlsRecord =>
  recordsOf(sealRecord(suite.id, keysFor(suite), sequence, type, content, padding))[0]!;

describe('record protection', () => {
  it('gives back what was sealed, with the length of the padding', () => {
    const content = fc.uint8Array({ maxLength: 500 });
    fc.assert(
      fc.property(
        suites,
        content,
        fc.nat(2 ** 31),
        fc.nat(100),
        fc.integer({ min: 1, max: 255 }),
        (suite, data, sequence, padding, type) => {
          const opened = openRecord(
            suite.id,
            keysFor(suite),
            sequence,
            sealed(suite, sequence, type, data, padding),
          );
          expect(opened).toEqual({ type, content: Buffer.from(data), paddingLength: padding });
        },
      ),
    );
  });

  it('does not open under another number, key, suite, header or text', () => {
    fc.assert(
      fc.property(suites, fc.nat(60), fc.integer({ min: 1, max: 255 }), (suite, at, change) => {
        const record = sealed(suite, 7, 23, new Uint8Array(40));
        const bytes = concat(record.header, record.payload);
        bytes[at] = bytes[at]! ^ change;
        const changed = { ...record, header: bytes.subarray(0, 5), payload: bytes.subarray(5) };
        expect(openRecord(suite.id, keysFor(suite), 7, changed)).toBeUndefined();
        expect(openRecord(suite.id, keysFor(suite), 8, record)).toBeUndefined();
        expect(openRecord(suite.id, keysFor(suite, 2), 7, record)).toBeUndefined();
        for (const other of SUITES.filter((one) => one !== suite)) {
          expect(openRecord(other.id, keysFor(other), 7, record)).toBeUndefined();
        }
      }),
    );
  });

  it('does not open what is no protected record, nor with keys of another size', () => {
    const [suite] = SUITES as [Suite];
    const record = sealed(suite, 0, 23, Uint8Array.of(1));
    const keys = keysFor(suite);
    expect(openRecord(suite.id, keys, 0, { ...record, type: 22 })).toBeUndefined();
    expect(openRecord(suite.id, keys, 0, { ...record, payload: new Uint8Array(16) })).toBeUndefined();
    expect(openRecord(suite.id, keys, 0, { ...record, payload: new Uint8Array(0) })).toBeUndefined();
    expect(openRecord(suite.id, { ...keys, key: new Uint8Array(15) }, 0, record)).toBeUndefined();
    expect(openRecord(suite.id, { ...keys, iv: new Uint8Array(0) }, 0, record)).toBeUndefined();
    const [plain] = recordsOf(plainRecord(CONTENT_TYPE.application_data, new Uint8Array(17)));
    expect(openRecord(suite.id, keys, 0, plain!)).toBeUndefined();
  });

  it('takes whole numbers for a sequence', async () => {
    const [suite] = SUITES as [Suite];
    const record = sealed(suite, 0, 23, Uint8Array.of(1));
    for (const sequence of [Number.NaN, -1, 0.5, 2 ** 53]) {
      expect(await codeOf(() => openRecord(suite.id, keysFor(suite), sequence, record))).toBe(
        'tls.record.sequence',
      );
    }
  });

  it('knows three suites', async () => {
    const record = sealed(SUITES[0]!, 0, 23, Uint8Array.of(1));
    expect(await codeOf(() => openRecord(0x1304, keysFor(SUITES[0]!), 0, record))).toBe(
      'tls.handshake.suite',
    );
  });

  it('counts its records', async () => {
    const [suite] = SUITES as [Suite];
    const [sender, receiver] = [
      new RecordCipher(suite, keysFor(suite)),
      new RecordCipher(suite, keysFor(suite)),
    ];
    const records = [1, 2, 3].map((byte) => recordsOf(sender.seal(23, Uint8Array.of(byte)))[0]!);
    expect(records.map((record) => receiver.open(record).content[0])).toEqual([1, 2, 3]);
    expect(await codeOf(() => receiver.open(records[0]!))).toBe('tls.record.mac');
  });
});
