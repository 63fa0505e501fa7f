import { AttestationBodySchema, ContextSchema, create, Mode, TranscriptOpeningSchema } from '@cloudx3/proto';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publicKeyOf, signDigest } from '../signature/ecdsa.ts';
import { signAttestation } from './attestation.ts';
import { checkAttestation } from './check.ts';
import type { AttestationExpectations } from './check.ts';
import { checkTranscriptOpening, transcriptCommitment } from './commitment.ts';

const key = (label: string) => sha256(new TextEncoder().encode(label));
const NOTARY = key('notary');
const PROVER = publicKeyOf(key('prover'));
const OTHER = publicKeyOf(key('other'));
const NETWORK = { chainId: 'chain-1', oracle: 'oracle1' };
const PARAMS = [{ name: 'id', value: '7' }];
const SALT = key('salt');
const [SENT, RECEIVED] = ['GET / HTTP/1.1\r\n\r\n', 'HTTP/1.1 204 \r\n\r\n'].map((t) =>
  new TextEncoder().encode(t),
) as [Uint8Array, Uint8Array];

function round(feedId: number, number: bigint) {
  return create(ContextSchema, { purpose: { case: 'round', value: { feedId, round: number } } });
}

function attest(change: { version?: number; customCa?: boolean } = {}) {
  const body = create(AttestationBodySchema, {
    ...{
      version: 1,
      network: NETWORK,
      notary: publicKeyOf(NOTARY),
      mode: Mode.MPC,
      operationId: key('operation'),
    },
    ...{
      params: PARAMS,
      subject: 'device1',
      context: round(1, 2n),
      prover: PROVER,
      sessionId: SALT.slice(16),
    },
    ...{ sessionTimeMs: 1n, transcriptCommitment: transcriptCommitment(SALT, SENT, RECEIVED), ...change },
  });
  return signAttestation(body, (digest) => signDigest(digest, NOTARY));
}

describe('checkAttestation', () => {
  it('accepts what is all that was expected', () => {
    const checked = checkAttestation(attest(), {
      ...{ network: NETWORK, params: PARAMS, subject: 'device1', context: round(1, 2n), prover: PROVER },
      ...{ notaries: [OTHER, publicKeyOf(NOTARY)], modes: [Mode.MPC], allowCustomCa: false },
    });
    expect(checked).toMatchObject({ ok: true });
  });

  it.each([
    ['attestation.network', { network: { ...NETWORK, chainId: 'chain-2' } }],
    ['attestation.network', { network: { ...NETWORK, oracle: 'oracle2' } }],
    ['attestation.params', { params: [] }],
    ['attestation.params', { params: [{ name: 'id', value: '8' }] }],
    ['attestation.subject', { subject: '' }],
    ['attestation.context', { context: round(1, 3n) }],
    ['attestation.context', { context: create(ContextSchema, { purpose: { case: 'probe', value: SALT } }) }],
    ['attestation.prover', { prover: OTHER }],
    ['attestation.notary', { notaries: [] }],
    ['attestation.mode', { modes: [Mode.PROXY] }],
    ['attestation.signature', { verify: () => false }],
  ] satisfies [string, AttestationExpectations][])(
    'says %s where that is not what was expected',
    (code, expected) => {
      expect(checkAttestation(attest(), expected)).toMatchObject({ ok: false, code });
    },
  );

  it('takes a private CA unless told not to', () => {
    const attestation = attest({ customCa: true });
    expect(checkAttestation(attestation).ok).toBe(true);
    expect(checkAttestation(attestation, { allowCustomCa: false })).toMatchObject({
      code: 'attestation.custom_ca',
    });
  });

  it('does not come to the signature where something cheaper fails', () => {
    let asked = 0;
    const verify = () => {
      asked += 1;
      return true;
    };
    checkAttestation(attest(), { subject: 'other', verify });
    expect(asked).toBe(0);
  });

  it('is not made for a malformed body', () => {
    expect(() => attest({ version: 3 })).toThrow(
      expect.objectContaining({ code: 'attestation.version' }) as Error,
    );
  });
});

describe('ATT-3', () => {
  const opening = (sent: Uint8Array, received: Uint8Array, salt = SALT) =>
    create(TranscriptOpeningSchema, { salt, sent, received });

  it('opens to its transcript and to no other', () => {
    const { body } = attest();
    expect(checkTranscriptOpening(body, opening(SENT, RECEIVED)).ok).toBe(true);
    const all = Uint8Array.of(...SENT, ...RECEIVED);
    const refused = { ok: false, code: 'attestation.opening' };
    fc.assert(
      fc.property(fc.nat(all.length), (cut) => {
        fc.pre(cut !== SENT.length);
        // The border between what was sent and what was received is part of the commitment.
        expect(checkTranscriptOpening(body, opening(all.slice(0, cut), all.slice(cut)))).toMatchObject(
          refused,
        );
      }),
    );
    expect(checkTranscriptOpening(body, opening(SENT, RECEIVED, key('x')))).toMatchObject(refused);
    expect(checkTranscriptOpening(body, opening(SENT, RECEIVED, SALT.slice(1)))).toMatchObject(refused);
  });

  it('takes a salt of 32 bytes', () => {
    expect(() => transcriptCommitment(SALT.slice(1), SENT, RECEIVED)).toThrow(/salt/);
  });
});
