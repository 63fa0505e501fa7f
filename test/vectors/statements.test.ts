import {
  AttestationBodySchema,
  create,
  decode,
  DeviceRegistrationSchema,
  domainDigest,
  DOMAINS,
  encode,
  KeyRegistrationSchema,
  MAX_BYTES,
  ObservationBodySchema,
  SettlementSchema,
  TranscriptOpeningSchema,
} from '@cloudx3/proto';
import type { Domain } from '@cloudx3/proto';
import {
  attestationId,
  checkAttestation,
  checkDeviceRegistration,
  checkKeyRegistration,
  checkObservation,
  checkReport,
  checkSettlement,
  checkTranscriptOpening,
  deviceRegistrationDigest,
  expandReport,
  keyRegistrationDigest,
  observationId,
  readAttestation,
  readObservation,
  readOperation,
  readReport,
  settlementDigest,
  signDigest,
  transcriptCommitment,
  unwrap,
  verifySignature,
} from '@cloudx3/verifier-core';
import type { CoreResult } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { hex, unhex } from './generate/vector.ts';
import type { Vector } from './generate/vector.ts';
import { bytes, decimalOf, feedOf, latestOf, networkOf, text } from './json.ts';
import type { DecimalJson, FeedJson } from './json.ts';
import { load } from './load.ts';

interface OutcomeJson {
  readonly value: DecimalJson;
  readonly spread: DecimalJson;
  readonly observations: number;
}

function codeOf(result: CoreResult<unknown>): string | undefined {
  return result.ok ? undefined : result.code;
}

describe('attestation.json', () => {
  it.each(load('attestation'))('$rule $name', (vector) => {
    const operation = unwrap(readOperation(bytes(vector, 'operation')));
    const read = readAttestation(bytes(vector, 'attestation'));
    const checked = read.ok ? checkAttestation(read.value, { operation }) : read;
    expect(codeOf(checked)).toBe(vector.code);
    if (vector['body'] === undefined) return;
    const body = decode(AttestationBodySchema, bytes(vector, 'body'), MAX_BYTES.attestation);
    expect(hex(attestationId(body))).toBe(vector['id']);
    if (checked.ok) expect(hex(checked.value.id)).toBe(vector['id']);
  });
});

describe('transcript.json', () => {
  it.each(load('transcript'))('$rule $name', (vector) => {
    const [salt, sent, received] = [bytes(vector, 'salt'), bytes(vector, 'sent'), bytes(vector, 'received')];
    const body = create(AttestationBodySchema, { transcriptCommitment: bytes(vector, 'commitment') });
    const opening = create(TranscriptOpeningSchema, { salt, sent, received });
    expect(codeOf(checkTranscriptOpening(body, opening))).toBe(vector.code);
    if (vector.valid) expect(hex(transcriptCommitment(salt, sent, received))).toBe(vector['commitment']);
  });
});

describe('observation.json', () => {
  it.each(load('observation'))('$rule $name', (vector) => {
    const network = networkOf(vector['network'] as { chain_id: string; oracle: string });
    const feed = feedOf(vector['feed'] as FeedJson);
    const read = readObservation(bytes(vector, 'observation'));
    const checked = read.ok
      ? checkObservation(read.value, { network, feed, latest: latestOf(vector) })
      : read;
    expect(codeOf(checked)).toBe(vector.code);
    if (!read.ok) return;
    expect(hex(observationId(read.value.body))).toBe(vector['id']);
    if (!checked.ok) return;
    const { value, values } = vector as { value?: DecimalJson; values?: (DecimalJson | null)[] };
    const expected = values ?? [value ?? null];
    expect(checked.value.values).toEqual(expected.map((one) => (one === null ? undefined : decimalOf(one))));
  });
});

describe('report.json', () => {
  it.each(load('report'))('$rule $name', (vector) => {
    const network = networkOf(vector['network'] as { chain_id: string; oracle: string });
    const feed = feedOf(vector['feed'] as FeedJson);
    const read = readReport(bytes(vector, 'report'));
    const checked = read.ok
      ? checkReport(read.value, { network, feed, latest: latestOf(vector) })
      : undefined;
    expect(codeOf(checked?.result ?? read)).toBe(vector.code);
    // The named checks and the result say the same.
    if (checked !== undefined) expect(checked.checks.every(({ ok }) => ok === true)).toBe(vector.valid);
    if (!vector.valid || !read.ok || checked?.result.ok !== true) return;
    const outcomes = (vector['feeds'] as (OutcomeJson | null)[] | undefined) ?? [vector as OutcomeJson & Vector];
    expect(checked.result.value).toEqual({
      feeds: outcomes.map((outcome) =>
        outcome === null
          ? undefined
          : {
              value: decimalOf(outcome.value),
              spread: decimalOf(outcome.spread),
              observations: outcome.observations,
            },
      ),
      observations: vector['observations'],
      notaries: vector['notaries'],
      modes: vector['modes'],
      customCa: vector['custom_ca'],
    });
    const bodies = unwrap(expandReport(read.value, network)).map((o) => ({
      observation: hex(encode(ObservationBodySchema, o.body)),
      attestations: o.attestations.map(({ body }) => hex(encode(AttestationBodySchema, body))),
    }));
    expect(bodies).toEqual(vector['bodies']);
  });
});

describe('canonical.json', () => {
  const readers: Record<string, (bytes: Uint8Array) => CoreResult<unknown>> = {
    operation: readOperation,
    attestation: readAttestation,
    observation: readObservation,
    report: readReport,
  };
  it.each(load('canonical'))('$rule $name', (vector) => {
    const zeros = vector['zeros'];
    const input = typeof zeros === 'number' ? new Uint8Array(zeros) : bytes(vector, 'bytes');
    expect(codeOf(readers[text(vector, 'message')]!(input))).toBe(vector.code);
  });
});

describe('signing.json', () => {
  const vectors = load('signing');
  it.each(vectors.filter(({ rule }) => rule === 'SIG-1'))('$rule $name', (vector) => {
    const domain = (Object.keys(DOMAINS) as Domain[]).find((name) => DOMAINS[name] === vector['domain']);
    expect(hex(domainDigest(domain!, bytes(vector, 'bytes')))).toBe(vector['digest']);
  });
  it.each(vectors.filter(({ rule }) => rule === 'SIG-2'))('$rule $name', (vector) => {
    const [digest, signature] = [bytes(vector, 'digest'), bytes(vector, 'signature')];
    expect(verifySignature(digest, signature, bytes(vector, 'public_key'))).toBe(vector.valid);
    if (typeof vector['private_key'] !== 'string') return;
    expect(hex(signDigest(digest, unhex(vector['private_key'])))).toBe(vector['signature']);
  });
});

describe('registration.json and device-registration.json', () => {
  const common = (vector: Vector) => ({
    chainId: text(vector, 'chain_id'),
    pubkey: bytes(vector, 'public_key'),
  });
  it.each(load('registration'))('$rule $name', (vector) => {
    const given = decode(KeyRegistrationSchema, bytes(vector, 'registration'), MAX_BYTES.registration);
    const made = {
      oracle: text(vector, 'oracle'),
      role: text(vector, 'role'),
      account: text(vector, 'account'),
    };
    const replaces = vector['replaces'] === undefined ? new Uint8Array() : bytes(vector, 'replaces');
    expect(given).toEqual(
      create(KeyRegistrationSchema, { ...common(vector), ...made, version: given.version, replaces }),
    );
    expect(hex(keyRegistrationDigest(given))).toBe(vector['digest']);
    expect(codeOf(checkKeyRegistration(given, bytes(vector, 'signature')))).toBe(vector.code);
  });
  it.each(load('device-registration'))('$rule $name', (vector) => {
    const given = decode(DeviceRegistrationSchema, bytes(vector, 'registration'), MAX_BYTES.registration);
    const made = {
      devices: text(vector, 'devices'),
      owner: text(vector, 'owner'),
      vendor: text(vector, 'vendor'),
    };
    const serial = text(vector, 'serial');
    expect(given).toEqual(
      create(DeviceRegistrationSchema, { ...common(vector), ...made, serial, version: given.version }),
    );
    expect(hex(deviceRegistrationDigest(given))).toBe(vector['digest']);
    expect(codeOf(checkDeviceRegistration(given, bytes(vector, 'signature')))).toBe(vector.code);
  });
});

describe('settlement.json', () => {
  it.each(load('settlement'))('$rule $name', (vector) => {
    const given = decode(SettlementSchema, bytes(vector, 'settlement'), MAX_BYTES.registration);
    expect(hex(settlementDigest(given))).toBe(vector['digest']);
    expect(codeOf(checkSettlement(given, bytes(vector, 'signature')))).toBe(vector.code);
  });
});
