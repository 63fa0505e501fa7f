import { ContextSchema, create } from '@cloudx3/proto';
import type { AttestationBody } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import { defineOperation } from '../operation/define.ts';
import { publicKeyOf } from '../signature/ecdsa.ts';
import { bodyOf, FEED, NETWORK, OPERATORS, secret } from '../testing/statements.ts';
import type { Said } from '../testing/statements.ts';
import type { FeedTerms } from './feed-terms.ts';
import { checkFeedAttestation, valuesOf } from './obs-5.ts';
import type { RoundTerms } from './obs-5.ts';

const ROUND = 5n;
const OBSERVER = publicKeyOf(OPERATORS[0]!);
const TERMS: RoundTerms = { network: NETWORK, feed: FEED, round: ROUND, observer: OBSERVER };

/** What OBS-5 says of an attestation of the round: its code and field, or `ok`. */
function verdict(
  said: Partial<Said>,
  terms: Partial<RoundTerms> = {},
  change?: (body: AttestationBody) => void,
) {
  const body = bodyOf(ROUND, 0, 0, said);
  change?.(body);
  const result = checkFeedAttestation(body, { ...TERMS, ...terms });
  return result.ok ? 'ok' : `${result.code} ${result.field ?? ''}`;
}

const feed = (change: Partial<FeedTerms>): Partial<RoundTerms> => ({ feed: { ...FEED, ...change } });
const round = (feedId: number, number: bigint) =>
  create(ContextSchema, { purpose: { case: 'round', value: { feedId, round: number } } });

describe('OBS-5', () => {
  it('takes what the feed asked for', () => {
    expect(verdict({})).toBe('ok');
    expect(verdict({ proxy: true, customCa: true })).toBe('ok');
  });

  it.each<[string, Partial<RoundTerms>]>([
    ['attestation.operation operation_id', feed({ operationId: secret('other') })],
    ['attestation.network network', { network: { ...NETWORK, oracle: 'oracle2' } }],
    ['attestation.params params', feed({ params: [{ name: 'id', value: '8' }] })],
    ['attestation.subject subject', feed({ subject: 'device2' })],
    ['attestation.prover prover', { observer: publicKeyOf(OPERATORS[1]!) }],
    ['attestation.mode mode', feed({ modes: { proxy: { notaries: 1 } } })],
    ['attestation.notary notary', feed({ notaries: [] })],
    ['attestation.context context', { round: ROUND + 1n }],
    ['attestation.context context', feed({ id: 4 })],
    ['attestation.reading readings', feed({ reading: 'energy' })],
    ['attestation.reading readings', feed({ unit: 'kW' })],
  ])('says %s where the feed is another', (expected, terms) => {
    expect(verdict({}, terms)).toBe(expected);
  });

  it('refuses a private CA exactly where the feed does not allow one', () => {
    expect(verdict({ customCa: true }, feed({ allowCustomCa: false }))).toBe(
      'attestation.custom_ca custom_ca',
    );
    expect(verdict({ customCa: false }, feed({ allowCustomCa: false }))).toBe('ok');
  });

  it('takes sessions from the first millisecond of the slice to the last', () => {
    const late = 'attestation.session_time session_time_ms';
    expect(verdict({ time: 0n })).toBe('ok');
    expect(verdict({ time: FEED.intervalMs - 1n })).toBe('ok');
    expect(verdict({ time: FEED.intervalMs })).toBe(late);
    expect(verdict({ time: -1n })).toBe(late);
  });

  it('is for a round, not for a command or a nonce', () => {
    const nonce = create(ContextSchema, { purpose: { case: 'probe', value: new Uint8Array(16) } });
    for (const context of [nonce, create(ContextSchema, {}), round(FEED.id, ROUND - 1n)]) {
      expect(verdict({}, {}, (body) => (body.context = context))).toBe('attestation.context context');
    }
  });

  it('bounds the age of the vendor’s time, where it is said, before the session', () => {
    const limit = feed({ maxObservedAgeMs: 400n });
    const session = FEED.startMs + ROUND * FEED.intervalMs;
    const old = 'attestation.observed_at observed_at_ms';
    expect(verdict({ observed: session - 400n }, limit)).toBe('ok');
    expect(verdict({ observed: session - 401n }, limit)).toBe(old);
    // The session's time counts, not the beginning of the slice.
    expect(verdict({ observed: session - 400n, time: 1n }, limit)).toBe(old);
    expect(verdict({ observed: 0n }, limit)).toBe('ok');
    expect(verdict({ observed: 1n })).toBe('ok');
  });

  it('holds against the operation where that is at hand', () => {
    const operation = defineOperation({
      kind: 'read',
      name: 'example/other',
      server: { name: 'api.example.com' },
      method: 'GET',
      target: '/',
      readings: { power: { unit: 'W', path: ['power'] } },
      maxRequestBytes: 256,
      maxResponseBytes: 256,
    });
    expect(verdict({}, { operation })).toBe('attestation.operation operation_id');
  });
});

describe('AGG-1: the value of one attestation', () => {
  it('is its reading at the feed’s decimals, half away from zero', () => {
    const of = (mantissa: bigint, scale: number) => valuesOf(bodyOf(ROUND, 0, 0, { mantissa, scale }), FEED);
    expect(of(21n, 0)).toMatchObject({ value: [{ mantissa: 21_000n, scale: 3 }] });
    expect(of(-12_345n, 4)).toMatchObject({ value: [{ mantissa: -1_235n, scale: 3 }] });
    expect(of(10n ** 17n, 0)).toMatchObject({ ok: false, code: 'attestation.reading' });
  });

  it('is not there where the reading has no number', () => {
    const body = bodyOf(ROUND, 0, 0);
    delete body.readings[0]!.value;
    expect(valuesOf(body, FEED)).toMatchObject({ ok: false, code: 'attestation.reading' });
  });
});
