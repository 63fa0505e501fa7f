import { create, encode, ObservationSchema } from '@cloudx3/proto';
import type { Observation } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import { observe, secret } from '../testing/statements.ts';
import { readObservation } from './observation.ts';

/** What a reader says of an observation by two notaries with this change: code and field, or `ok`. */
function verdict(change: (observation: Observation) => void): string {
  const observation = create(ObservationSchema, observe(5n, 0, [{}, {}]));
  change(observation);
  const read = readObservation(encode(ObservationSchema, observation));
  return read.ok ? 'ok' : `${read.code} ${read.field ?? ''}`;
}

describe('OBS-2', () => {
  it('reads back what was signed', () => {
    const seen = observe(5n, 0, [{}, { mantissa: 2n }]);
    expect(readObservation(encode(ObservationSchema, seen))).toEqual({ ok: true, value: seen });
  });

  it.each<[string, string, (observation: Observation) => void]>([
    ['observation.malformed body', 'no body', (o) => delete o.body],
    ['observation.version version', 'a version of nobody', (o) => (o.body!.version = 3)],
    ['observation.version attestations', 'another edition', (o) => (o.body!.version = 1)],
    ['observation.malformed network', 'no network', (o) => delete o.body!.network],
    ['observation.malformed network', 'an empty chain id', (o) => (o.body!.network!.chainId = '')],
    ['observation.malformed observer', 'no key', (o) => (o.body!.observer = new Uint8Array(33))],
    ['observation.malformed signature', 'a short signature', (o) => (o.signature = o.signature.slice(1))],
    ['observation.malformed attestations', 'no attestation', (o) => (o.attestations = [])],
    ['observation.malformed attestations', 'nine of them', (o) => (o.attestations = nineOf(o))],
    ['observation.attestation_ids attestation_ids', 'an id less', (o) => o.body!.attestationIds.pop()],
    [
      'observation.attestation_ids attestation_ids',
      'an id of something else',
      (o) => (o.body!.attestationIds[1] = secret('x')),
    ],
    [
      'observation.order attestations',
      'another order, ids and all',
      (o) => {
        o.attestations.reverse();
        o.body!.attestationIds.reverse();
      },
    ],
    [
      'observation.attestation_ids attestation_ids',
      'ids in another order',
      (o) => void o.body!.attestationIds.reverse(),
    ],
    [
      'observation.order attestations',
      'one notary twice',
      (o) => void (o.attestations = [o.attestations[0]!, o.attestations[0]!]),
    ],
    ['attestation.malformed body', 'an attestation without body', (o) => delete o.attestations[1]!.body],
  ])('says %s of %s', (expected, _what, change) => {
    expect(verdict(change)).toBe(expected);
  });

  it('is refused whole where it is longer than its kind may be', () => {
    expect(verdict((o) => (o.body!.observer = new Uint8Array(65_536)))).toBe('proto.too_large ');
  });
});

function nineOf({ attestations }: Observation): Observation['attestations'] {
  return Array.from({ length: 9 }, () => attestations[0]!);
}
