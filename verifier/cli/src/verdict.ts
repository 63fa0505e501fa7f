import { formatDecimal, readOperation } from '@cloudx3/verifier-core';
import type { ChainReader } from '@cloudx3/sdk';
import { ReportFileSchema, encode } from '@cloudx3/proto';
import type { ReportFile } from '@cloudx3/proto';
import { checkAttestationFile, describe } from './check/attestation.ts';
import type { Trust } from './check/attestation.ts';
import { failed, passed } from './check/line.ts';
import type { CheckLine } from './check/line.ts';
import { checkReportFile, describeValue } from './check/report.ts';
import { fetchReport } from './source/chain.ts';
import { readEvidence } from './source/file.ts';

/** What `check` found. `ok` means that no check failed; what was not checked is listed among the lines. */
export interface Verdict {
  readonly kind: 'attestation' | 'report';
  readonly ok: boolean;
  /** What the evidence says, for people. */
  readonly says: readonly string[];
  readonly lines: readonly CheckLine[];
}

/** Checks evidence in a file, offline. */
export function checkFile(path: string, trust: Trust): Verdict {
  const evidence = readEvidence(path);
  if (evidence.kind === 'report') return reportVerdict(evidence.file, []);
  const lines = checkAttestationFile(evidence, trust);
  const operation = evidence.operation === undefined ? undefined : readOperation(evidence.operation);
  const body = evidence.attestation.body;
  const says = body === undefined ? [] : describe(body, operation?.ok === true ? operation.value : undefined);
  return verdict('attestation', says, lines);
}

/** Checks a published value back to its report, from the chain. Gives the report as a file's bytes too. */
export async function checkOnChain(
  chain: ChainReader,
  at: { oracle: string; feedId: number; round?: bigint },
): Promise<{ verdict: Verdict; file: Uint8Array }> {
  const { file, published, txHash } = await fetchReport(chain, at.oracle, at.feedId, at.round);
  const { value } = checkReportFile(file);
  const title = 'the value on chain is what the report comes to';
  const said = `${formatDecimal(published.value)} ${published.unit}, spread ${formatDecimal(published.spread)}, tx ${txHash}`;
  const same =
    value !== undefined &&
    formatDecimal(value.value) === formatDecimal(published.value) &&
    formatDecimal(value.spread) === formatDecimal(published.spread);
  const line = same
    ? passed('AGG-1', title, said)
    : failed('AGG-1', title, 'report.value', `the chain says ${said}`);
  return { verdict: reportVerdict(file, [line]), file: encode(ReportFileSchema, file) };
}

function reportVerdict(file: ReportFile, more: readonly CheckLine[]): Verdict {
  const { lines, value } = checkReportFile(file);
  const unit = file.policy?.unit ?? '';
  const says =
    value === undefined || file.report === undefined ? [] : describeValue(file.report, value, unit);
  return verdict('report', says, [...lines, ...more]);
}

function verdict(kind: Verdict['kind'], says: readonly string[], lines: readonly CheckLine[]): Verdict {
  return { kind, ok: lines.every((line) => line.outcome !== 'failed'), says, lines };
}
