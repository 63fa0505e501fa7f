import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../test-support/conversation.ts';
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
