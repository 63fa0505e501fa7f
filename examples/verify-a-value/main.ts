// Checks a published value and trusts none of us: fetches what it was made of, checks every signature and rule again, and says what stays open.
//
//   node main.ts --oracle ADDRESS [--rpc URL] [--feed 1] [--round N] [--notary HEX …] [--transcripts FOLDER …]
//
// Who makes a habit of it takes `cloudx3-verifier`, which does the same and more; the last line says how.
import { parseArgs } from 'node:util';
import { ChainReader } from '@cloudx3/sdk';
import { checkNotaries, checkValue, openQuestions, signersOf } from './check-report.ts';
import { checkTranscripts } from './check-transcripts.ts';
import { fetchClaims } from './fetch.ts';
import { print } from './lines.ts';

const { values: given } = parseArgs({
  options: {
    rpc: { type: 'string', default: 'http://127.0.0.1:20000' },
    oracle: { type: 'string' },
    feed: { type: 'string', default: '1' },
    round: { type: 'string' },
    notary: { type: 'string', multiple: true, default: [] },
    transcripts: { type: 'string', multiple: true, default: [] },
  },
});
const oracle = given.oracle ?? usage();
const round = given.round === undefined ? undefined : BigInt(given.round);

const chain = await ChainReader.connect({ rpcUrl: given.rpc });
try {
  // What is signed for one chain and one contract counts for no other.
  const network = { chainId: chain.chainId, oracle };
  const claims = await fetchClaims(chain, { oracle, feedId: Number(given.feed), round });
  const lines = [...checkValue(claims, network), checkNotaries(signersOf(claims), given.notary)];
  // Transcripts of a report that does not hold are of no use.
  const isGood = lines.every(({ outcome }) => outcome !== 'fails');
  if (isGood) lines.push(...checkTranscripts(claims, network, given.transcripts));
  lines.push(...openQuestions(claims));

  console.log(`Feed ${given.feed}, round ${claims.published.round}`);
  for (const line of lines) print(line);
  const failed = lines.filter(({ outcome }) => outcome === 'fails');
  console.log(
    failed.length === 0 ? 'Holds, as far as it was checked.' : `Does not hold: ${failed.length} checks fail.`,
  );
  console.log(`npx cloudx3-verifier ${sameCheck(claims.published.round).join(' ')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
} finally {
  chain.close();
}

/** The same check, as words for the program. */
function sameCheck(checked: bigint): string[] {
  const at = ['--feed', given.feed, '--round', String(checked), '--oracle', oracle, '--rpc', given.rpc];
  return ['check', ...at, ...given.notary.flatMap((key) => ['--notary', key])];
}

function usage(): never {
  console.error('Give the address of the oracle contract: --oracle ADDRESS');
  process.exit(2);
}
