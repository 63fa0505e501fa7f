import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { issue } from '../test-support/certificates.ts';
import { codeOf } from '../test-support/conversation.ts';
import { ParsedCertificate } from './certificate.ts';
import { validatePath } from './path.ts';
import { createTrustStore } from './trust-store.ts';

interface Vectors {
  readonly serverName: string;
  readonly nowMs: number;
  /** In hex, as all certificates here. */
  readonly root: string;
  readonly cases: readonly {
    readonly name: string;
    readonly chain: readonly string[];
    readonly code: string;
  }[];
}

// What fuzzing found: each chain is signed by the root, whoever made it controls an authority below it.
const vectors = JSON.parse(
  readFileSync(new URL('../testdata/hostile-certificates.json', import.meta.url), 'utf8'),
) as Vectors;

describe('a chain of a hostile authority', () => {
  it.each(vectors.cases)('$name: $code', async ({ chain, code }) => {
    const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(vectors.root, 'hex').toString('base64')}\n-----END CERTIFICATE-----`;
    const trust = createTrustStore({ roots: 'none', customCaPem: pem });
    const ders = chain.map((hex) => new Uint8Array(Buffer.from(hex, 'hex')));
    expect(await codeOf(() => validatePath(ders, vectors.serverName, vectors.nowMs, trust))).toBe(code);
  });
});

it.each([
  '1950-01-01T00:00:00Z',
  '1999-12-31T23:59:59Z',
  '2049-12-31T23:59:59Z',
  '2050-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
])('a date of %s is read as it stands', async (time) => {
  const { der } = await issue({ subject: 'CN=a.test', notBefore: new Date(time), notAfter: new Date(time) });
  const { notBeforeMs, notAfterMs } = new ParsedCertificate(der);
  expect([notBeforeMs, notAfterMs]).toEqual([Date.parse(time), Date.parse(time)]);
});
