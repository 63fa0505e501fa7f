// Rules EVD-1, EVD-2 and ACC-2: what is an offence, what is committed to, and which terms an acceptance names.
import { evidenceHash, judgeEvidence, readOperation, unwrap } from '@cloudx3/verifier-core';
import type { ShownEvidence } from '@cloudx3/verifier-core';
import { evidenceHash as hashToCommit, feedTermsDigest } from '@cloudx3/sdk';
import { describe, expect, it } from 'vitest';
import { hex, unhex } from './generate/vector.ts';
import type { Vector } from './generate/vector.ts';
import { bytes, networkOf, text } from './json.ts';
import { load } from './load.ts';

function evidenceOf(vector: Vector): ShownEvidence {
  const { kind, parts } = vector['evidence'] as { kind: ShownEvidence['kind']; parts: string[] };
  const [first = new Uint8Array(), second = new Uint8Array()] = parts.map(unhex);
  switch (kind) {
    case 'observations':
    case 'attestations':
      return { kind, first, second };
    case 'retired_operator':
      return { kind, observation: first };
    default:
      return { kind, attestation: first };
  }
}

describe('evidence.json', () => {
  it.each(load('evidence'))('$rule $name', (vector) => {
    const retired = vector['retired_at_ms'];
    const judged = judgeEvidence(evidenceOf(vector), {
      network: networkOf(vector['network'] as { chain_id: string; oracle: string }),
      operation: unwrap(readOperation(bytes(vector, 'operation'))),
      ...(retired === undefined ? {} : { retiredAtMs: BigInt(retired as number) }),
    });
    expect(judged.ok ? undefined : judged.code).toBe(vector.code);
    if (!judged.ok) return;
    const { role, accused, id, feedId = null } = judged.value;
    const said = { role, accused: hex(accused), offence: hex(id), feed_id: feedId };
    expect(vector).toMatchObject(said);
  });
});

describe('evidence-hash.json', () => {
  it.each(load('evidence-hash'))('$rule $name', (vector) => {
    const [sender, salt, evidence] = [text(vector, 'sender'), bytes(vector, 'salt'), evidenceOf(vector)];
    const hash = evidenceHash(sender, salt, evidence);
    expect(hash.ok ? hex(hash.value) : hash.code).toBe(vector.valid ? vector['hash'] : vector.code);
    // As the SDK has it, for who shows it.
    if (hash.ok) expect(hashToCommit(sender, salt, evidence)).toEqual(hash.value);
    else expect(() => hashToCommit(sender, salt, evidence)).toThrow(expect.objectContaining({ code: hash.code }));
  });
});

describe('feed-terms.json', () => {
  it.each(load('feed-terms'))('$rule $name', (vector) => {
    expect(hex(feedTermsDigest(text(vector, 'text'))) === vector['terms']).toBe(vector.valid);
  });
});
