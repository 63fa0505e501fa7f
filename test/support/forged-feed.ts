import { createHash, randomBytes } from 'node:crypto';
import {
  AttestationBodySchema,
  HoleAssurance,
  KeyBinding,
  Mode,
  PathEvidenceSchema,
  ReportSchema,
  compareBytes,
  create,
  encode,
} from '@cloudx3/proto';
import type { PathEvidence } from '@cloudx3/proto';
import {
  buildReport,
  publicKeyOf,
  signAttestation,
  signDigest,
  signObservation,
  paramMessages,
} from '@cloudx3/verifier-core';
import type { CheckedOperation, FeedTerms, NetworkId } from '@cloudx3/verifier-core';

function testHash(label: string): Uint8Array {
  return Uint8Array.from(createHash('sha256').update(label).digest());
}

/** A key pair that is the same in every run. */
export function testKey(label: string): { secret: Uint8Array; pubkey: Uint8Array } {
  const secret = testHash(label);
  return { secret, pubkey: publicKeyOf(secret) };
}

export interface Signers {
  readonly operators: readonly ReturnType<typeof testKey>[];
  readonly notaries: readonly ReturnType<typeof testKey>[];
}

export function testSigners(operators: number, notaries: number): Signers {
  const make = (role: string, count: number) =>
    Array.from({ length: count }, (_, i) => testKey(`${role} ${i}`)).sort((a, b) =>
      compareBytes(a.pubkey, b.pubkey),
    );
  return { operators: make('operator', operators), notaries: make('notary', notaries) };
}

/** Sorted, as signed bodies carry them (rule ORD-1). */
export function paramList(params: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(params)
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Path evidence of a session without holes, as a notary in PROXY mode signs it; hosts differ by their addresses. */
export function pathTo(host: number): PathEvidence {
  return create(PathEvidenceSchema, {
    resolvedAddress: `203.0.113.${host}`,
    serverSpkiSha256: testHash('server key'),
    issuerSpkiSha256: testHash('issuer key'),
    tlsVersion: 0x0304,
    cipherSuite: 0x1301,
    keyBinding: KeyBinding.TICKET,
    holeAssurance: HoleAssurance.NO_HOLES,
    segmentLengths: [164],
  });
}

/**
 * Canonical bytes of a report whose signatures are all good: what a quorum of honest nodes and notaries would have made, in PROXY
 * mode where they have paths.
 */
export function signedReport(
  terms: FeedTerms,
  network: NetworkId,
  operation: CheckedOperation,
  round: bigint,
  signers: Signers,
  valueOf: (observer: number) => bigint,
  pathOf: (observer: number) => PathEvidence | undefined = () => undefined,
): Uint8Array {
  const observations = signers.operators.map((operator, i) => {
    const notary = signers.notaries[i % signers.notaries.length] ?? operator;
    const path = pathOf(i);
    const body = create(AttestationBodySchema, {
      version: 2,
      network,
      notary: notary.pubkey,
      mode: path === undefined ? Mode.MPC : Mode.PROXY,
      operationId: operation.id,
      params: paramMessages(terms.params),
      subject: terms.subject,
      context: { purpose: { case: 'round', value: { feedId: terms.id, round } } },
      prover: operator.pubkey,
      sessionId: randomBytes(16),
      sessionTimeMs: terms.startMs + round * terms.intervalMs + 1n,
      observedAtMs:
        operation.message.observedAt === undefined ? 0n : terms.startMs + round * terms.intervalMs,
      readings: operation.message.readings.map(({ name, unit }) => ({
        name,
        unit,
        value: { mantissa: valueOf(i), scale: terms.decimals },
      })),
      transcriptCommitment: randomBytes(32),
      ...(path === undefined ? {} : { path }),
    });
    const attestation = signAttestation(body, (digest) => signDigest(digest, notary.secret));
    return signObservation(
      { network, feedId: terms.id, round, observer: operator.pubkey, attestations: [attestation] },
      (digest) => signDigest(digest, operator.secret),
    );
  });
  return encode(ReportSchema, buildReport(terms, observations));
}
