import { Outcome, Quality } from '@cloudx3/proto';
import {
  checkAttestation,
  checkParams,
  defineOperation,
  signAttestation,
  unwrap,
} from '@cloudx3/verifier-core';
import type { OperationSpec } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { httpResponse, manyMeters, NETWORK, notaryKey } from '../test-support/fixture.ts';
import { rowsSession, rowsTranscript } from '../test-support/rows.ts';
import { makeStatement } from './statement.ts';

const salt = new Uint8Array(32).fill(4);

describe('ROW-2: a statement with rows', () => {
  it('says of each device that was asked for what passed, and whose it is', () => {
    const statement = makeStatement(rowsSession, rowsTranscript, salt);
    if (!statement.ok) expect.unreachable(statement.refusal.code);
    const { version, readings, rows } = statement.body;
    expect([version, readings.length]).toEqual([2, 0]);
    expect(rows.map(({ key, subject, outcome }) => [key, subject, Outcome[outcome]])).toEqual([
      ['m1', 'cx31first', 'OK'],
      ['m2', '', 'NO_ROW'],
      ['m3', 'cx31third', 'OK'],
    ]);
    const values = rows.flatMap((row) =>
      row.readings.map(({ value, quality }) => [value?.mantissa, Quality[quality]]),
    );
    expect(values).toEqual([
      [0n, 'OK'],
      [15n, 'ESTIMATED'],
    ]);
  });

  it('is found good by a stranger', () => {
    const statement = makeStatement(rowsSession, rowsTranscript, salt);
    if (!statement.ok) expect.unreachable(statement.refusal.code);
    const attestation = signAttestation(statement.body, notaryKey.sign);
    unwrap(
      checkAttestation(attestation, {
        operation: manyMeters,
        network: NETWORK,
        notaries: [notaryKey.pubkey],
      }),
    );
  });

  it('is made where no device could be read, and not where the whole answer is refused', () => {
    const answered = (body: string) => {
      const received = httpResponse(body);
      const ranges = [{ start: 0, end: received.length }];
      const seen = { ...rowsTranscript, received: { bytes: received, ranges } };
      const statement = makeStatement(rowsSession, seen, salt);
      return statement.ok
        ? statement.body.rows.map(({ outcome }) => Outcome[outcome])
        : statement.refusal.code;
    };
    expect(answered('{"ok":true,"meters":{}}')).toEqual(['NO_ROW', 'NO_ROW', 'NO_ROW']);
    expect(answered('{"ok":true,"meters":{"m2":null,"m1":{"online":true,"power":null}}}')).toEqual([
      'NULL',
      'CONDITION',
      'NO_ROW',
    ]);
    expect(answered('{"ok":false,"meters":{}}')).toBe('vendor.condition_failed');
    expect(answered('{"ok":true,"meters":[]}')).toBe('rows.invalid');
  });

  it('is not signed where nobody would read it', () => {
    const texts = Array.from({ length: 8 }, (_, i) => `t${i}`);
    const token = { type: 'token', charset: 'alphanumeric', minLength: 1, maxLength: 256 } as const;
    const spec: OperationSpec = {
      kind: 'read',
      name: 'test/wide',
      server: { name: 'vendor.example' },
      method: 'GET',
      target: `/{ids}?${texts.map((name) => `${name}={${name}}`).join('&')}`,
      parameters: {
        ...Object.fromEntries(texts.map((name) => [name, token])),
        ids: {
          type: 'list',
          item: { charset: 'digits', minLength: 1, maxLength: 40 },
          maxItems: 30,
          separator: ',',
        },
      },
      rows: { path: [], list: 'ids' },
      readings: { x: { unit: '/', path: ['x'], kind: 'measurement' } },
      maxRequestBytes: 16_384,
      maxResponseBytes: 16_384,
    };
    const wide = defineOperation(spec);
    const ids = Array.from({ length: 30 }, (_, i) => String(i).padStart(40, '0'));
    const params = { ...Object.fromEntries(texts.map((name) => [name, 'x'.repeat(256)])), ids };
    const sent = Buffer.from(
      `GET /${ids.join()}?${texts.map((name) => `${name}=${'x'.repeat(256)}`).join('&')} HTTP/1.1\r\n` +
        'host: vendor.example\r\nconnection: close\r\naccept-encoding: identity\r\n\r\n',
    );
    const body = `{${ids.map((id) => `"${id}":{"x":0.123456789012345678}`).join()}}`;
    const received = httpResponse(body);
    const statement = makeStatement(
      {
        ...rowsSession,
        operation: wide,
        params: unwrap(checkParams(wide, params)),
        rowSubjects: ids.map(() => 's'.repeat(90)),
      },
      {
        serverName: 'vendor.example',
        sent: { bytes: sent, ranges: [{ start: 0, end: sent.length }] },
        received: { bytes: received, ranges: [{ start: 0, end: received.length }] },
        customCa: false,
      },
      salt,
    );
    expect(statement).toMatchObject({ ok: false, refusal: { code: 'statement.too_large' } });
  });
});
