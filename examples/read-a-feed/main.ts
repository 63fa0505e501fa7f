// Reads the newest value of a feed, decides whether to use it, and follows the feed for a while.
//
//   node main.ts --oracle ADDRESS [--rpc URL] [--feed 1] [--max-age 60] [--values 3]
//
// It needs no key and no money: whoever reaches an RPC of the chain may read.
import { parseArgs } from 'node:util';
import {
  ChainReader,
  OracleQueries,
  SdkError,
  followBlocks,
  formatDecimal,
  readOracleEvent,
} from '@cloudx3/sdk';
import type { Feed, FeedValue } from '@cloudx3/sdk';

const { values: given } = parseArgs({
  options: {
    rpc: { type: 'string', default: 'http://127.0.0.1:20000' },
    oracle: { type: 'string' },
    feed: { type: 'string', default: '1' },
    'max-age': { type: 'string', default: '60' },
    values: { type: 'string', default: '3' },
  },
});
const contract = given.oracle ?? usage();
const feedId = Number(given.feed);

const chain = await ChainReader.connect({ rpcUrl: given.rpc });
const oracle = new OracleQueries(chain, contract);
try {
  const feed = await oracle.feed(feedId);
  if (feed === undefined) throw new Error(`the contract has no feed ${feedId}`);
  console.log(describe(feed));
  show(await newest());
  await follow(Number(given.values));
} finally {
  chain.close();
}

function usage(): never {
  console.error('Give the address of the oracle contract: --oracle ADDRESS');
  process.exit(2);
}

/** What the feed is about: what stands in every attestation of it, and so in every value. */
function describe({ spec }: Feed): string {
  const params = spec.params.map(({ name, value }) => `${name} ${value}`).join(', ');
  const subject = spec.subject === '' ? '' : `, device ${spec.subject}`;
  const seconds = Number(spec.intervalMs) / 1_000;
  return `Feed ${feedId} "${spec.label}": ${spec.reading} (${params})${subject}, each ${seconds} s`;
}

/** The newest value, or undefined where the contract holds it back: it hands nothing out that is older than the feed allows. */
async function newest(): Promise<FeedValue | undefined> {
  try {
    return await oracle.latest(feedId);
  } catch (error) {
    if (!(error instanceof SdkError)) throw error;
    if (error.contractCode !== 'feed.stale' && error.contractCode !== 'feed.no_value') throw error;
    console.log(`  nothing to use: ${error.contractCode}`);
    return undefined;
  }
}

function show(value: FeedValue | undefined): void {
  if (value === undefined) return;
  const { round, unit, spread, observations, notaries, modes } = value;
  // A decimal is a whole number and a scale. Calculate with those: a JavaScript number would round.
  console.log(`  round ${round}: ${formatDecimal(value.value)} ${unit}, spread ${formatDecimal(spread)}`);
  console.log(`    ${observations} nodes, ${notaries} notaries, ${modes.proxy} × PROXY, ${modes.mpc} × MPC`);
  for (const doubt of doubtsAbout(value)) console.log(`    ${doubt}`);
}

/** Why somebody who pays out on a value might not want this one. What counts as a doubt is yours to say. */
function doubtsAbout({ sessionTimeMs, customCa, notaries }: FeedValue): string[] {
  // By the clock of this machine: an RPC that stands still must not look fresh.
  const ageSeconds = (Date.now() - Number(sessionTimeMs)) / 1_000;
  const maxAge = Number(given['max-age']);
  return [
    ageSeconds > maxAge
      ? `too old: ${ageSeconds.toFixed(0)} s, at most ${maxAge}`
      : `${ageSeconds.toFixed(1)} s old`,
    ...(customCa ? ['the vendor showed a certificate of a private authority: a development network'] : []),
    ...(notaries < 2 ? ['one notary vouches for all of it'] : []),
  ];
}

/** Shows this many new values, as the chain tells of them. */
async function follow(count: number): Promise<void> {
  let left = count;
  if (left === 0) return;
  for await (const { events } of followBlocks(chain)) {
    for (const event of events) {
      // Any contract may say anything in an event: look whose it is.
      const said = event.contract === oracle.address ? readOracleEvent(event) : undefined;
      if (said?.type !== 'feed_updated' || said.feedId !== feedId) continue;
      show(await oracle.valueAt(feedId, said.round));
      left -= 1;
      if (left === 0) return;
    }
  }
}
