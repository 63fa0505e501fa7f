import { AttestationSchema, MAX_BYTES, ReportSchema, create, decode, encode } from '@cloudx3/proto';
import { checkAttestation, expandReport } from '@cloudx3/verifier-core';
import type { FeedTerms, VerifySignature } from '@cloudx3/verifier-core';
import { verifyWithLibsecp } from '@cloudx3/verifier-core/node';
import { paramList, signedReport, testSigners } from '../support/forged-feed.ts';
import { TEMPERATURE } from '../support/operation.ts';
import type { Benchmark } from './bench.ts';

const network = { chainId: 'cloudx3-bench-1', oracle: 'wasm1bench' };
const COUNT = 31;
const RUNS_MS = 4_000;

/** Attestations per second and core, from bytes: decoding, form, operation, expectations and signature. */
export const benchmark: Benchmark = {
  name: 'verify',
  about: 'attestation checks per second on one core, from bytes to verdict',
  run: (tell) => {
    const attestations = makeAttestations();
    const plain = perSecond(attestations, {});
    tell(`${plain} a second with the signature check in JavaScript, as in a browser`);
    const native = perSecond(attestations, { verify: verifyWithLibsecp });
    tell(`${native} a second with libsecp256k1, as nodes and the command line check`);
    const withoutSignature = perSecond(attestations, { verify: () => true });
    return Promise.resolve({
      attestationsPerSecond: native,
      inJavaScript: plain,
      withoutSignature,
      ratio: Math.round((native / plain) * 100) / 100,
      bytesEach: attestations[0]?.length ?? 0,
    });
  },
};

function perSecond(attestations: readonly Uint8Array[], how: { verify?: VerifySignature }): number {
  const expected = { network, operation: TEMPERATURE, allowCustomCa: false, ...how };
  let checked = 0;
  const startedAt = performance.now();
  let elapsedMs = 0;
  while (elapsedMs < RUNS_MS) {
    for (const bytes of attestations) {
      const result = checkAttestation(decode(AttestationSchema, bytes, MAX_BYTES.attestation), expected);
      if (!result.ok) throw new Error(`a good attestation was refused: ${result.code}`);
      checked += 1;
    }
    elapsedMs = performance.now() - startedAt;
  }
  return Math.round((checked * 1000) / elapsedMs);
}

function makeAttestations(): Uint8Array[] {
  const signers = testSigners(COUNT, COUNT);
  const terms: FeedTerms = {
    id: 1,
    operationId: TEMPERATURE.id,
    params: paramList({ station: 'A1' }),
    subject: '',
    reading: 'temperature',
    unit: 'Cel',
    decimals: 2,
    startMs: 1_700_000_000_000n,
    intervalMs: 60_000n,
    operators: signers.operators.map(({ pubkey }) => pubkey),
    notaries: signers.notaries.map(({ pubkey }) => pubkey),
    quorum: 21,
    modes: { mpc: { notaries: 1 } },
    allowCustomCa: false,
  };
  const report = signedReport(terms, network, TEMPERATURE, 1n, signers, (i) => 2_100n + BigInt(i));
  const expanded = expandReport(decode(ReportSchema, report, MAX_BYTES.report), network);
  if (!expanded.ok) throw new Error(expanded.message);
  return expanded.value.flatMap(({ attestations }) =>
    attestations.map((one) => encode(AttestationSchema, create(AttestationSchema, one))),
  );
}
