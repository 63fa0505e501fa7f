// The vectors of rules PRX-4 to PRX-10: what a prover commits to, sends and opens, and what a server answers, each as a notary judges it.
import { readFileSync } from 'node:fs';
import {
  KeyBinding,
  MAX_BYTES,
  ProxyCommitmentSchema,
  ProxyOpeningSchema,
  RecordKeySchema,
  decode,
} from '@cloudx3/proto';
import { RecordReader, suiteOf } from '@cloudx3/tls13';
import type { TlsRecord } from '@cloudx3/tls13';
import { describe, expect, it } from 'vitest';
import { checkCommitment, checkOpening, commitTo, keyPlaces } from '../../binding/commitment.ts';
import { keyBindingOf } from '../../binding/key-binding.ts';
import { planRecords, publicEpochs } from '../../binding/record-plan.ts';
import { ClientGate } from './client-gate.ts';
import { decryptRequest } from './decrypt-request.ts';
import { decryptResponse } from './decrypt-response.ts';

interface Vector {
  readonly rule: string;
  readonly name: string;
  readonly code?: string;
}

function load<T>(name: string): (Vector & T)[] {
  const text = readFileSync(new URL(`../../../../test/vectors/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as (Vector & T)[];
}

const unhex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const message = MAX_BYTES.sessionMessage;

interface SegmentJson {
  readonly min: number;
  readonly max: number;
}

/** Whole records in hex, read as they come. */
function recordsOf(records: readonly string[]): TlsRecord[] {
  const reader = new RecordReader();
  return records.map((record) => {
    reader.push(unhex(record));
    return reader.next() ?? expect.unreachable();
  });
}

interface KeysVector {
  readonly record_key?: string;
  readonly digest?: string;
  readonly suite?: number;
  readonly session_id?: string;
  readonly public_epochs?: readonly number[];
  readonly commitment?: string;
  readonly opening?: string;
}

describe('record-keys.json', () => {
  const vectors = load<KeysVector>('record-keys');

  it.each(vectors.filter(({ digest }) => digest !== undefined))('$rule $name', ({ record_key, digest }) => {
    expect(hex(commitTo(decode(RecordKeySchema, unhex(record_key!), message)))).toBe(digest);
  });

  it.each(vectors.filter(({ commitment }) => commitment !== undefined))('$rule $name', (vector) => {
    const places = keyPlaces(vector.public_epochs!);
    const commitment = decode(ProxyCommitmentSchema, unhex(vector.commitment!), message);
    const refusal = checkCommitment(commitment, places);
    if (vector.opening === undefined) {
      expect(refusal?.code).toBe(vector.code);
      return;
    }
    // Nobody sees before the opening what is wrong with it.
    expect(refusal).toBeUndefined();
    const opening = decode(ProxyOpeningSchema, unhex(vector.opening), message);
    const committed = {
      sessionId: unhex(vector.session_id!),
      digests: commitment.recordKeys,
      secretLength: suiteOf(vector.suite!)!.hashLength,
    };
    const opened = checkOpening(opening, places, committed);
    expect(opened.ok ? undefined : opened.refusal.code).toBe(vector.code);
    if (!opened.ok) return;
    const { clientKeys, serverSecret } = opened;
    expect([...clientKeys.map(({ key, iv }) => [hex(key), hex(iv)]), hex(serverSecret)]).toEqual(
      opening.recordKeys.map(({ key, iv, secret }) =>
        secret.length === 0 ? [hex(key), hex(iv)] : hex(secret),
      ),
    );
  });
});

interface RecordsVector {
  readonly segments: readonly SegmentJson[];
  readonly records: readonly { readonly type: number; readonly length: number }[];
  readonly public_epochs?: readonly number[];
}

describe('request-records.json', () => {
  it.each(load<RecordsVector>('request-records'))(
    '$rule $name',
    ({ segments, records, public_epochs, code }) => {
      const plan = planRecords(segments);
      const gate = new ClientGate(plan);
      const refusals = records.map(({ type, length }) =>
        gate.check({
          type,
          header: new Uint8Array(5),
          payload: new Uint8Array(length),
          start: 0,
          end: 5 + length,
        }),
      );
      expect(refusals.find((refusal) => refusal !== undefined)?.code).toBe(code);
      if (code !== undefined) return;
      expect(gate.complete).toBe(true);
      expect(publicEpochs(plan)).toEqual(public_epochs);
    },
  );
});

interface RequestVector {
  readonly suite: number;
  readonly segments: readonly SegmentJson[];
  readonly keys: readonly { readonly epoch: number; readonly key: string; readonly iv: string }[];
  readonly records: readonly string[];
  readonly sent?: string;
  readonly hidden?: readonly { readonly start: number; readonly end: number }[];
}

describe('carried-request.json', () => {
  it.each(load<RequestVector>('carried-request'))(
    '$rule $name',
    ({ suite, segments, records, ...vector }) => {
      const keys = vector.keys.map(({ epoch, key, iv }) => {
        return { epoch, key: unhex(key), iv: unhex(iv) };
      });
      const plan = planRecords(segments);
      const opened = decryptRequest({ suite, plan, records: recordsOf(records), keys });
      expect(opened.ok ? undefined : opened.refusal.code).toBe(vector.code);
      if (!opened.ok) return;
      expect(hex(opened.request.bytes)).toBe(vector.sent);
      expect(opened.request.hidden).toEqual(vector.hidden);
    },
  );
});

interface ResponseVector {
  readonly suite: number;
  readonly secret: string;
  readonly max_bytes: number;
  readonly key_updated: boolean;
  readonly records: readonly string[];
  readonly received?: string;
  readonly closed?: boolean;
  readonly key_binding?: keyof typeof KeyBinding;
}

describe('carried-response.json', () => {
  it.each(load<ResponseVector>('carried-response'))('$rule $name', (vector) => {
    const opened = decryptResponse({
      suite: vector.suite,
      records: recordsOf(vector.records),
      secret: unhex(vector.secret),
      maxBytes: vector.max_bytes,
      keyUpdated: vector.key_updated,
    });
    expect(opened.ok ? undefined : opened.refusal.code).toBe(vector.code);
    if (!opened.ok) return;
    expect(hex(opened.received)).toBe(vector.received);
    expect(opened.binding.closed).toBe(vector.closed);
    expect(KeyBinding[keyBindingOf(opened.binding)]).toBe(vector.key_binding);
  });
});
