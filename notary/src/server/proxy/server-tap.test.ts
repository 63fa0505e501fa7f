import { describe, expect, it } from 'vitest';
import { ServerTap } from './server-tap.ts';

/** A record of application data with so many bytes, its header of five included. */
function record(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set([23, 3, 3, (length - 5) >> 8, (length - 5) & 0xff]);
  return bytes;
}

describe('PRX-3: what a notary reads of a server', () => {
  it('is kept record by record, however it comes', () => {
    const tap = new ServerTap(100);
    const bytes = Buffer.concat([record(30), record(40)]);
    for (const byte of bytes.subarray(0, 69)) tap.push(Uint8Array.of(byte));
    expect([tap.records.length, tap.isCut]).toEqual([1, true]);
    tap.push(bytes.subarray(69));
    expect(tap.records.map(({ payload }) => payload.length)).toEqual([25, 35]);
    expect(tap.isCut).toBe(false);
  });

  it('is bounded in all, also where some of it was let go', () => {
    const tap = new ServerTap(100);
    tap.push(record(60));
    tap.forget(1);
    tap.push(record(40));
    expect(() => tap.push(Uint8Array.of(23))).toThrow(
      expect.objectContaining({ code: 'limit.bytes' }) as Error,
    );
  });
});
