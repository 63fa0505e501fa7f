import type { Report } from '@cloudx3/proto';
import { OracleQueries, reportsInTransaction, termsOfRound } from '@cloudx3/sdk';
import type { ChainReader, Decimal, FeedValue } from '@cloudx3/sdk';
import { readReport } from '@cloudx3/verifier-core';
import type { FeedTerms } from '@cloudx3/verifier-core';

/** What an RPC says that a value is and was made of: claims, all of it, until they are checked. */
export interface Claims {
  /** What the feed asked of the value's round, and who was a member then: who it names and never agreed counts for nothing. */
  readonly feed: FeedTerms;
  readonly published: FeedValue;
  /** What the feed showed before; undefined for its first value. */
  readonly before: Decimal | undefined;
  /** Canonical bytes of the operation that the feed names. */
  readonly operation: Uint8Array;
  /** The report that a node submitted: what the contract made the value of. */
  readonly report: Report;
}

/** Fetches a value, the newest where no round is given, and what it was made of. Throws where the RPC does not have it. */
export async function fetchClaims(
  chain: ChainReader,
  at: { readonly oracle: string; readonly feedId: number; readonly round: bigint | undefined },
): Promise<Claims> {
  const oracle = new OracleQueries(chain, at.oracle);
  const [feed, members] = await Promise.all([oracle.feed(at.feedId), oracle.feedMembers(at.feedId)]);
  const published =
    at.round === undefined
      ? await oracle.latest(at.feedId, { allowStale: true })
      : await oracle.valueAt(at.feedId, at.round);
  if (feed === undefined || members === undefined || published === undefined)
    throw new Error('the contract has no such value');
  const terms = termsOfRound(feed, members, published.round);
  const operation = await oracle.operation(terms.operationId);
  if (operation === undefined) throw new Error('the operation of the feed is not published');
  const [before] = await oracle.history(at.feedId, 1, published.round);
  const report = await fetchReport(chain, at.oracle, published);
  return { feed: terms, published, before: before?.value, operation: operation.operation, report };
}

/** The contract keeps values and no reports. Those are in the transactions that brought them, which the chain finds by their events. */
async function fetchReport(
  chain: ChainReader,
  oracle: string,
  { feedId, round }: FeedValue,
): Promise<Report> {
  const event = { feed_id: String(feedId), round: String(round) };
  for (const txHash of await chain.findTxHashes(oracle, 'feed_updated', event)) {
    const tx = await chain.txBytes(txHash);
    // A transaction may carry the reports of several feeds.
    const reports = tx === undefined ? [] : reportsInTransaction(tx, oracle).flatMap(reportIn);
    const found = reports.find((report) => report.feedId === feedId && report.round === round);
    if (found !== undefined) return found;
  }
  throw new Error('this RPC does not find the transaction with the report; an archive node would');
}

/** None where the bytes are no report: an RPC may say anything. */
function reportIn(bytes: Uint8Array): Report[] {
  const read = readReport(bytes);
  return read.ok ? [read.value] : [];
}
