import { AttestationSchema, MAX_BYTES, ReportSchema, create, decode, encode } from '@cloudx3/proto';
import { checkAttestation, expandReport } from '@cloudx3/verifier-core';
import type { FeedTerms } from '@cloudx3/verifier-core';
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
    const expected = { network, operation: TEMPERATURE, allowCustomCa: false };
    let checked = 0;
    const startedAt = process.hrtime.bigint();
    let elapsedMs = 0;
    while (elapsedMs < RUNS_MS) {
      for (const bytes of attestations) {
        const result = checkAttestation(decode(AttestationSchema, bytes, MAX_BYTES.attestation), expected);
        if (!result.ok) throw new Error(`a good attestation was refused: ${result.code}`);
        checked += 1;
      }
      elapsedMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
    }
    const perSecond = Math.round((checked * 1000) / elapsedMs);
    tell(`${perSecond} attestations a second (${checked} in ${(elapsedMs / 1000).toFixed(1)} s)`);
    return Promise.resolve({ attestationsPerSecond: perSecond, bytesEach: attestations[0]?.length ?? 0 });
  },
};

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
