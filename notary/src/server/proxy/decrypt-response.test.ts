import { Direction } from '@cloudx3/proto';
import { RecordReader, sealRecord } from '@cloudx3/tls13';
import type { TlsRecord } from '@cloudx3/tls13';
import { describe, expect, it } from 'vitest';
import { decryptResponse } from './decrypt-response.ts';

const SUITE = 0x1301;
const KEYS = { key: new Uint8Array(16).fill(1), iv: new Uint8Array(12).fill(2) };
const KEY = { direction: Direction.SERVER as const, epoch: 0, ...KEYS };
const MAX_BYTES = 64;

interface Content {
  readonly type: number;
  readonly content: Uint8Array;
  readonly padding?: number;
}
const data = (text: string): Content => ({ type: 23, content: Buffer.from(text) });
const alert = (level: number, description: number): Content => ({
  type: 21,
  content: Uint8Array.of(level, description),
});
/** RFC 8446, section 4.6.1: lifetime, age_add, nonce, ticket, extensions. */
const TICKET = Uint8Array.of(...[4, 0, 0, 15], ...[0, 0, 14, 16], ...[1, 2, 3, 4], 0, 0, 2, 9, 9, 0, 0);
const ticket: Content = { type: 22, content: TICKET };
const close = alert(1, 0);

function recordsOf(...contents: readonly Content[]): TlsRecord[] {
  const reader = new RecordReader();
  contents.forEach(({ type, content, padding = 0 }, sequence) =>
    reader.push(sealRecord(SUITE, KEYS, sequence, type, content, padding)),
  );
  return contents.map(() => reader.next()!);
}

function open(contents: readonly Content[], beforeCommitment = 0, records = recordsOf(...contents)) {
  const fixed = { suite: SUITE, key: KEY, maxBytes: MAX_BYTES, keyUpdated: false };
  return decryptResponse({ ...fixed, records, beforeCommitment });
}

function codeOf(...contents: readonly Content[]): string {
  const opened = open(contents);
  return opened.ok ? 'ok' : opened.refusal.code;
}

describe('PRX-8: what a server sends', () => {
  it('is its data, in order', () => {
    const opened = open([ticket, data('HTTP/'), { ...data('1.1'), padding: 20 }, close]);
    expect(opened).toMatchObject({ ok: true, closed: true });
    expect(opened.ok && Buffer.from(opened.received).toString()).toBe('HTTP/1.1');
  });

  it('may end without a close_notify, which is said', () => {
    expect(open([data('x')])).toMatchObject({ ok: true, closed: false });
  });

  it.each<[string, string, readonly Content[]]>([
    ['tls.key_update_unexpected', 'a KeyUpdate', [{ type: 22, content: Uint8Array.of(24, 0, 0, 1, 0) }]],
    [
      'tls.handshake.unexpected_message',
      'another message',
      [{ type: 22, content: Uint8Array.of(20, 0, 0, 0) }],
    ],
    ['proxy.server_alert', 'a fatal alert', [data('x'), alert(2, 40)]],
    ['proxy.server_record', 'data after the close', [data('x'), close, data('y')]],
    ['proxy.server_record', 'a ticket after the close', [close, ticket]],
    [
      'proxy.server_record',
      'data in the middle of a ticket',
      [{ type: 22, content: TICKET.subarray(0, 5) }, data('x')],
    ],
    ['proxy.server_record', 'half a ticket', [{ type: 22, content: TICKET.subarray(0, 5) }]],
    ['proxy.server_record', 'a record of no known type', [{ type: 99, content: Uint8Array.of(1) }]],
    ['response.too_large', 'more than the operation allows', [data('x'.repeat(40)), data('x'.repeat(25))]],
  ])('%s: %s', (code, _what, contents) => {
    expect(codeOf(...contents)).toBe(code);
  });

  it('opens from the first record on, none skipped, doubled or swapped', () => {
    const records = recordsOf(data('a'), data('b'), data('c'));
    const [a, b, c] = records as [TlsRecord, TlsRecord, TlsRecord];
    for (const wrong of [
      [b, c],
      [a, c],
      [a, a, b, c],
      [b, a, c],
    ]) {
      expect(open([], 0, wrong)).toMatchObject({ ok: false, refusal: { code: 'proxy.response_open' } });
    }
    expect(open([], 0, records).ok).toBe(true);
  });
});

describe('PRX-10: what a server answers to a KeyUpdate', () => {
  const refused = 'proxy.key_update_refused';
  it.each<[string, string, readonly Content[]]>([
    [refused, 'unexpected_message', [alert(2, 10)]],
    [refused, 'bad_record_mac', [alert(2, 20)]],
    [refused, 'decode_error behind a ticket', [ticket, alert(2, 50)]],
    [refused, 'a close_notify alone', [close]],
    [refused, 'nothing', []],
    ['proxy.server_alert', 'an alert that speaks of something else', [alert(2, 49)]],
    ['proxy.server_alert', 'an alert in the middle of an answer', [data('H'), alert(2, 10)]],
    ['ok', 'an answer', [data('H'), close]],
  ])('%s: %s', (code, _what, contents) => {
    const fixed = { suite: SUITE, key: KEY, maxBytes: MAX_BYTES, beforeCommitment: 0 };
    const opened = decryptResponse({ ...fixed, records: recordsOf(...contents), keyUpdated: true });
    expect(opened.ok ? 'ok' : opened.refusal.code).toBe(code);
  });
});

describe('PRX-9: what binds the key', () => {
  it.each<[boolean, string, readonly Content[], number]>([
    [true, 'a ticket after the commitment', [ticket, data('x')], 0],
    [false, 'a ticket before the commitment', [ticket, data('x')], 1],
    [true, 'one before and one after', [ticket, ticket, data('x')], 1],
    [false, 'no ticket', [data('x')], 0],
    [
      true,
      'a ticket in two records, of which the last came after',
      [
        { type: 22, content: TICKET.subarray(0, 7) },
        { type: 22, content: TICKET.subarray(7) },
      ],
      1,
    ],
  ])('%s for %s', (bound, _what, contents, beforeCommitment) => {
    expect(open(contents, beforeCommitment)).toMatchObject({
      ok: true,
      binding: { ticketAfterCommitment: bound },
    });
  });
});
