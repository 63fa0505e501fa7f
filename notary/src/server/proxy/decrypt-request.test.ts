import { createHash } from 'node:crypto';
import { CONTENT_TYPE, RecordReader, sealRecord } from '@cloudx3/tls13';
import type { TlsRecord, TrafficKeys } from '@cloudx3/tls13';
import { describe, expect, it } from 'vitest';
import { decryptRequest } from './decrypt-request.ts';
import { planRecords, publicEpochs } from '../../binding/record-plan.ts';

// A request with holes in its request line, in a header and at the end of its body: epochs 0, 2 and 4 are public, 1, 3 and 5 hide.
const SUITE = 0x1301;
const PARTS = ['POST /a?k=', 'k1-k1-k1', '&t=1\r\nauth: ', 'k2-k2-k2-k2', '\r\n\r\nk=', 'k3-k3-k3', ''];
const SENT = PARTS.slice(0, -1);
const KEY_UPDATE = '\x18\0\0\x01\0';
const PLAN = planRecords(PARTS.map(({ length }, i) => ({ hole: i % 2 === 1, min: length, max: length })));

function keysOf(epoch: number, shift = 0): TrafficKeys {
  const bytes = createHash('sha256').update(`epoch ${epoch}`).digest();
  const iv = bytes.subarray(16, 28);
  return { key: bytes.subarray(0, 16), iv: iv.with(-1, (iv.at(-1) ?? 0) ^ shift) };
}

interface Sealed {
  readonly epoch: number;
  readonly sequence: number;
  readonly content: string;
  readonly padding?: number;
}

/** The honest records: each segment in an epoch of its own, and a KeyUpdate behind it. */
const HONEST = SENT.flatMap((content, epoch): Sealed[] => [
  // A public part is padded to 16 bytes, its type with them.
  { epoch, sequence: 0, content, padding: epoch % 2 === 0 ? Math.max(0, 15 - content.length) : 0 },
  ...(epoch === SENT.length - 1 ? [] : [{ epoch, sequence: 1, content: KEY_UPDATE }]),
]);

function recordsOf(sealed: readonly Sealed[]): TlsRecord[] {
  const reader = new RecordReader();
  return sealed.map(({ epoch, sequence, content, padding }) => {
    const type = content === KEY_UPDATE ? CONTENT_TYPE.handshake : CONTENT_TYPE.application_data;
    const bytes = Buffer.from(content, 'latin1');
    reader.push(sealRecord(SUITE, keysOf(epoch), sequence, type, bytes, padding));
    return reader.next()!;
  });
}

function open(sealed: readonly Sealed[], opened: Readonly<Record<number, TrafficKeys>> = {}) {
  const keys = publicEpochs(PLAN).map((epoch) => ({
    epoch,
    ...(opened[epoch] ?? keysOf(epoch)),
  }));
  return decryptRequest({ suite: SUITE, plan: PLAN, records: recordsOf(sealed), keys });
}

function codeOf(...args: Parameters<typeof open>): string {
  const opened = open(...args);
  return opened.ok ? 'ok' : opened.refusal.code;
}

/** From here on still under the key of this epoch, whose records count on: what a server sees whose KeyUpdate was left out. */
function without(keyUpdateOf: number): Sealed[] {
  const at = HONEST.findIndex(({ epoch, sequence }) => epoch === keyUpdateOf && sequence === 1);
  const next = HONEST.slice(at + 1).map((each) => {
    const isNext = each.epoch === keyUpdateOf + 1;
    return { ...each, epoch: each.epoch - 1, sequence: each.sequence + (isNext ? 2 : 0) };
  });
  return [...HONEST.slice(0, at), { epoch: keyUpdateOf, sequence: 1, content: '12345' }, ...next];
}

describe('PRX-8: a request with several holes', () => {
  it('is its public parts, with zeros in the holes', () => {
    const opened = open(HONEST);
    const text = PARTS.map((part, i) => (i % 2 === 1 ? '\0'.repeat(part.length) : part)).join('');
    expect(opened.ok && Buffer.from(opened.request.bytes).toString('latin1')).toBe(text);
    expect(opened.ok && opened.request.hidden.map(({ end, start }) => end - start)).toEqual([8, 11, 8]);
  });

  it.each([1, 3])('hides five bytes more in place of the KeyUpdate that ends epoch %i', (hidden) => {
    // What follows is one epoch behind for the server, so that the public ones are opened under the keys before.
    const later = publicEpochs(PLAN).filter((epoch) => epoch > hidden + 1);
    const opened = Object.fromEntries(later.map((epoch) => [epoch, keysOf(epoch - 1)]));
    expect(codeOf(without(hidden), { ...opened, [hidden + 1]: keysOf(hidden, 2) })).toBe(
      'proxy.key_update_missing',
    );
  });

  it.each([2, 4])('is not opened with the key of another epoch in place of that of epoch %i', (epoch) => {
    expect(codeOf(HONEST, { [epoch]: keysOf(epoch - 2) })).toBe('proxy.record_open');
    expect(codeOf(HONEST, { [epoch]: keysOf(epoch - 1, 2) })).toBe('proxy.record_open');
  });

  it.each(HONEST.map((_, i) => i))('is not whole without its record %i', (i) => {
    expect(codeOf(HONEST.toSpliced(i, 1))).not.toBe('ok');
  });

  it.each(HONEST.flatMap(({ epoch }, i) => (epoch % 2 === 0 ? [i] : [])))(
    'is not what it was with another public record %i',
    (i) => {
      const { content } = HONEST[i]!;
      const other = open(HONEST.with(i, { ...HONEST[i]!, content: `!${content.slice(1)}` }));
      const text = other.ok ? Buffer.from(other.request.bytes).toString('latin1') : other.refusal.code;
      expect(text).toMatch(content === KEY_UPDATE ? /^proxy\.key_update$/ : /!/);
    },
  );
});
