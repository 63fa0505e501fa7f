import { ReportFileSchema, encode } from '@cloudx3/proto';
import type { ReportFile } from '@cloudx3/proto';
import type { FeedValue } from '@cloudx3/sdk';
import { formatDecimal, readOperation } from '@cloudx3/verifier-core';
import type { FeedOutcome } from '@cloudx3/verifier-core';
import { checkAttestationFile, describe } from './check/attestation.ts';
import { failed, notChecked, passed } from './check/line.ts';
import type { CheckLine } from './check/line.ts';
import { checkReportFile, describeValue } from './check/report.ts';
import type { ReportVerdict } from './check/report.ts';
import { checkNotaries } from './check/trust.ts';
import type { Trust } from './check/trust.ts';
import { fetchReport } from './source/chain.ts';
import type { ChainEvidence, ReadableChain } from './source/chain.ts';
import { readEvidence } from './source/file.ts';

/** What `check` found. */
export interface Verdict {
  /** What the evidence is of. */
  readonly kind: 'attestation' | 'report';
  /** No check failed. What was not checked is listed among the lines. */
  readonly ok: boolean;
  /** What the evidence says, for people. */
  readonly says: readonly string[];
  /** Each check, passed, failed or not made, in the order in which a reader understands them. */
  readonly lines: readonly CheckLine[];
}

/** Checks evidence in a file, offline. Throws `VerifierError` where there is nothing to check. */
export function checkFile(path: string, trust: Trust): Verdict {
  const evidence = readEvidence(path);
  if (evidence.kind === 'report') {
    const policy = notChecked(
      'REP-2',
      'what the file says that the feed asks for is what it asks for',
      'it is the file’s own word; check the value on chain with --feed, --oracle and --rpc',
    );
    return reportVerdict(evidence.file, checkReportFile(evidence.file), trust, policy);
  }
  const lines = checkAttestationFile(evidence, trust);
  const operation = evidence.operation === undefined ? undefined : readOperation(evidence.operation);
  const body = evidence.attestation.body;
  const says = body === undefined ? [] : describe(body, operation?.ok === true ? operation.value : undefined);
  return verdict('attestation', says, lines);
}

/**
 * Checks a published value back to its report, from the chain. Gives the report as a file's bytes too. Throws `VerifierError` and
 * `SdkError` where there is nothing to check.
 */
export async function checkOnChain(
  chain: ReadableChain,
  at: { oracle: string; feedId: number; round?: bigint },
  trust: Trust = {},
): Promise<{ verdict: Verdict; file: Uint8Array }> {
  const { file, ...evidence } = await fetchReport(chain, at.oracle, at.feedId, at.round);
  const checked = checkReportFile(file);
  const rpc = notChecked(
    'REP-2',
    'the chain holds what the RPC says',
    'feed, value and transaction are the word of this RPC; ask another one, or one of your own',
  );
  const found = reportVerdict(file, checked, trust, checkPublished(checked, evidence), rpc);
  return { verdict: found, file: encode(ReportFileSchema, file) };
}

function checkPublished(
  { value }: ReportVerdict,
  { published, index, txHash }: Omit<ChainEvidence, 'file'>,
): CheckLine {
  const feed = value?.feeds[index];
  const title = 'the value on chain is what the report comes to';
  const said = `${formatDecimal(published.value)} ${published.unit}, spread ${formatDecimal(published.spread)}, tx ${txHash}`;
  return feed !== undefined && isSame(feed, published)
    ? passed('AGG-1', title, said)
    : failed('AGG-1', title, 'report.value', `the chain says ${said}`);
}

function isSame(value: FeedOutcome, published: FeedValue): boolean {
  return (
    formatDecimal(value.value) === formatDecimal(published.value) &&
    formatDecimal(value.spread) === formatDecimal(published.spread)
  );
}

function reportVerdict(
  { policy, report }: ReportFile,
  { lines, value }: ReportVerdict,
  trust: Trust,
  ...more: readonly CheckLine[]
): Verdict {
  const says =
    value === undefined || report === undefined ? [] : describeValue(report, value, policy?.unit ?? '');
  const signers = report?.observations.flatMap(({ attestations }) =>
    attestations.map(({ notary }) => notary),
  );
  const notaries = signers === undefined ? [] : [checkNotaries(signers, trust)];
  return verdict('report', says, [...lines, ...notaries, ...more]);
}

function verdict(kind: Verdict['kind'], says: readonly string[], lines: readonly CheckLine[]): Verdict {
  return { kind, ok: lines.every((line) => line.outcome !== 'failed'), says, lines };
}
