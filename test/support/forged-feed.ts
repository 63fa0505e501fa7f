import { createHash, randomBytes } from 'node:crypto';
import {
  AttestationBodySchema,
  HoleAssurance,
  KeyBinding,
  Mode,
  Outcome,
  PathEvidenceSchema,
  ReportSchema,
  compareBytes,
  create,
  encode,
} from '@cloudx3/proto';
import type { PathEvidence } from '@cloudx3/proto';
import {
  buildReport,
  isGroup,
  publicKeyOf,
  signAttestation,
  signDigest,
  signObservation,
  signReport,
  paramMessages,
} from '@cloudx3/verifier-core';
import { transmitterOrder } from '@cloudx3/oracle-protocol';
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

/** What was read, of each row where the feed is a group's; a time only where the operation has one. */
function readingsOf(terms: FeedTerms, { message }: CheckedOperation, round: bigint, mantissa: bigint) {
  const { rows = [], startMs, intervalMs, decimals } = terms;
  const observedAtMs = message.observedAt === undefined ? 0n : startMs + round * intervalMs;
  const readings = message.readings.map(({ name, unit }) => ({
    ...{ name, unit, value: { mantissa, scale: decimals } },
  }));
  if (!isGroup(terms)) return { readings, observedAtMs };
  const outcome = Outcome.OK;
  return { rows: rows.map(({ key, subject }) => ({ key, subject, outcome, readings, observedAtMs })) };
}

/**
 * Canonical bytes of a report whose signatures are all good: what a quorum of honest nodes and notaries would have made, in PROXY
 * mode where they have paths, as the first of them in the order of RND-2 submits it.
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
      context: {
        purpose: isGroup(terms)
          ? { case: 'groupRound', value: { groupId: terms.id, round } }
          : { case: 'round', value: { feedId: terms.id, round } },
      },
      prover: operator.pubkey,
      sessionId: randomBytes(16),
      sessionTimeMs: terms.startMs + round * terms.intervalMs + 1n,
      ...readingsOf(terms, operation, round, valueOf(i)),
      transcriptCommitment: randomBytes(32),
      ...(path === undefined ? {} : { path }),
    });
    const attestation = signAttestation(body, (digest) => signDigest(digest, notary.secret));
    return signObservation(
      {
        network,
        feedId: terms.id,
        isGroup: isGroup(terms),
        round,
        observer: operator.pubkey,
        attestations: [attestation],
      },
      (digest) => signDigest(digest, operator.secret),
    );
  });
  const keys = signers.operators.map(({ pubkey }) => pubkey);
  const [first] = transmitterOrder(terms.id, round, keys);
  const transmitter = signers.operators.find(({ pubkey }) => pubkey === first);
  if (transmitter === undefined) throw new Error('a report has observers');
  const sign = (digest: Uint8Array) => signDigest(digest, transmitter.secret);
  const report = buildReport(terms, observations);
  return encode(ReportSchema, signReport(report, network, { pubkey: transmitter.pubkey, sign }));
}
