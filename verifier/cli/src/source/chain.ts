import { MAX_BYTES, ProtoError, ReportFileSchema, ReportSchema, create, decode } from '@cloudx3/proto';
import type { Report, ReportFile } from '@cloudx3/proto';
import { OracleQueries, reportsInTransaction, termsOfRound } from '@cloudx3/sdk';
import type { ChainReader, Feed, FeedValue } from '@cloudx3/sdk';
import type { FeedTerms } from '@cloudx3/verifier-core';
import { VerifierError } from '../error.ts';

/** What is asked of a chain; `ChainReader` of the SDK is one. */
export type ReadableChain = Pick<ChainReader, 'chainId' | 'query' | 'findTxHashes' | 'txBytes'>;

/** A value on chain, and what it was made of. All of it is the word of one RPC until it is checked. */
export interface ChainEvidence {
  readonly file: ReportFile;
  readonly published: FeedValue;
  /** Which of the report's values it is: of a group the row, else the only one. */
  readonly index: number;
  /** Of the transaction that carried the report, upper-case hex. */
  readonly txHash: string;
}

/**
 * Fetches the report behind a value: the policy of its round from the feed and its members, the operation, and the transaction that carried
 * the report.
 */
export async function fetchReport(
  chain: ReadableChain,
  address: string,
  feedId: number,
  round?: bigint,
): Promise<ChainEvidence> {
  const oracle = new OracleQueries(chain, address);
  const [feed, members] = await Promise.all([oracle.feed(feedId), oracle.feedMembers(feedId)]);
  if (feed === undefined || members === undefined)
    throw new VerifierError('verifier.feed_unknown', `the contract ${address} has no feed ${feedId}`);
  const published =
    round === undefined
      ? await oracle.latest(feedId, { allowStale: true })
      : await oracle.valueAt(feedId, round);
  if (published === undefined) {
    throw new VerifierError(
      'verifier.round_unknown',
      `feed ${feedId} has no value for round ${round ?? '?'} (the contract keeps the last 128)`,
    );
  }
  const terms = termsOfRound(feed, members, published.round);
  const operation = await oracle.operation(terms.operationId);
  if (operation === undefined)
    throw new VerifierError('verifier.operation_unknown', `the operation of feed ${feedId} is not published`);
  const { txHash, report } = await findReport(chain, address, feed, published.round);
  const file = create(ReportFileSchema, {
    version: 1,
    network: { chainId: chain.chainId, oracle: address },
    report,
    operation: operation.operation,
    policy: policyOf(terms),
    ...(await valueBefore(oracle, feed, published.round)),
  });
  return { file, published, index: feed.row?.index ?? 0, txHash };
}

async function findReport(chain: ReadableChain, oracle: string, feed: Feed, round: bigint) {
  const feedId = feed.id;
  const attributes = { feed_id: String(feedId), round: String(round) };
  for (const txHash of await chain.findTxHashes(oracle, 'feed_updated', attributes)) {
    const bytes = await chain.txBytes(txHash);
    const report = bytes === undefined ? undefined : reportOf(bytes, oracle, feed, round);
    if (report !== undefined) return { txHash, report };
  }
  throw new VerifierError(
    'verifier.transaction',
    `the transaction with the report of feed ${feedId}, round ${round} is not found on this RPC`,
  );
}

function reportOf(tx: Uint8Array, oracle: string, { id, row }: Feed, round: bigint): Report | undefined {
  return reportsInTransaction(tx, oracle)
    .flatMap(readReport)
    .filter((report) => report.round === round)
    .find(({ feedId, groupId }) => (row === undefined ? feedId === id : groupId === row.groupId));
}

/** None where the bytes are no report: a contract may be sent anything, and an RPC may say anything. */
function readReport(bytes: Uint8Array): Report[] {
  try {
    return [decode(ReportSchema, bytes, MAX_BYTES.report)];
  } catch (error) {
    if (error instanceof ProtoError) return [];
    throw error;
  }
}

function policyOf(terms: FeedTerms) {
  return {
    operators: [...terms.operators],
    notaries: [...terms.notaries],
    quorum: terms.quorum,
    mpcNotaries: terms.modes.mpc?.notaries ?? 0,
    proxyNotaries: terms.modes.proxy?.notaries ?? 0,
    allowCustomCa: terms.allowCustomCa,
    reading: terms.reading,
    unit: terms.unit,
    decimals: terms.decimals,
    startMs: terms.startMs,
    intervalMs: terms.intervalMs,
    maxObservedAgeMs: terms.maxObservedAgeMs ?? 0n,
    measuredOnly: terms.measuredOnly ?? false,
    rows: (terms.rows ?? []).map(({ key, subject }) => ({ key, subject })),
    ...(terms.stepUp === undefined ? {} : { stepUp: stepUpOf(terms.stepUp) }),
  };
}

function stepUpOf({ everyRounds, movedMoreThan }: NonNullable<Feed['spec']['stepUp']>) {
  return { everyRounds: everyRounds ?? 0n, ...(movedMoreThan === undefined ? {} : { movedMoreThan }) };
}

/** The feed's value before a round, as far back as the contract keeps values (rule OBS-9). */
async function valueBefore(oracle: OracleQueries, { id, spec }: Feed, round: bigint) {
  if (spec.stepUp?.movedMoreThan === undefined) return {};
  const [before] = await oracle.history(id, 1, round);
  return before === undefined ? {} : { valueBefore: before.value };
}
