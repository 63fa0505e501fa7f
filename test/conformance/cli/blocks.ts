import { FUNDS } from '@cloudx3/scripts';
import { DENOM } from '../chains.ts';
import type { CliCase, Scene } from './cli-case.ts';
import { factsOf, field, queryCase } from './cli-case.ts';
import type { Sent } from './session.ts';

const PRUNED = /version does not exist/;

export const BLOCKS: readonly CliCase[] = [
  { name: 'a transaction by hash, by sequence and by its event', run: findTransaction },
  queryCase('tx of no such hash', () => ['tx', '00'.repeat(32)]),
  queryCase(
    'txs whose conditions hold in different events',
    ({ recall }) => [
      'txs',
      '--query',
      `coin_received.receiver='${recall('collector')}' AND coin_received.amount='77${DENOM}'`,
    ],
    (json) => field(json, 'total_count'),
  ),
  queryCase(
    'txs whose conditions hold in one event',
    ({ chain }) => [
      'txs',
      '--query',
      `coin_received.receiver='${chain.bystander}' AND coin_received.amount='77${DENOM}'`,
    ],
    (json) => field(json, 'total_count'),
  ),
  queryCase(
    'txs of a contract',
    ({ recall }) => ['txs', '--query', `execute._contract_address='${recall('contract')}'`],
    (json) => field(json, 'total_count'),
  ),
  queryCase(
    'block',
    () => ['block', '--type=height', '1'],
    (json) => field(json, 'header', 'chain_id'),
  ),
  queryCase('block that is not there yet', () => ['block', '--type=height', '999999']),
  queryCase(
    'blocks',
    () => ['blocks', '--query', 'block.height > 1 AND block.height < 4'],
    (json) => field(json, 'total_count'),
  ),
  { name: 'the state of an old height', run: oldState },
  queryCase('the state of a height that is not there yet', ({ chain }) => [
    ...['bank', 'balances', chain.tester, '--height', '99999999'],
  ]),
  { name: 'status', run: status },
];

async function findTransaction({ tx, query, chain, remember }: Scene): Promise<unknown> {
  const sent = await tx(['bank', 'send', chain.tester, chain.bystander, `77${DENOM}`]);
  if ('refused' in sent) return sent;
  remember('collector', collectorOf(sent));
  const sequence = sent.events
    .flatMap(({ attributes }) => attributes)
    .find(({ key }) => key === 'acc_seq')?.value;
  const asked = [
    ['tx', sent.hash],
    ['wait-tx', sent.hash],
    ['tx', '--type=acc_seq', sequence ?? ''],
    ['txs', '--query', `tx.acc_seq='${sequence ?? ''}'`],
  ];
  const answers = await Promise.all(asked.map((args) => query(...args)));
  const found = answers.map((answer) => {
    if (!answer.ok) return answer.problem;
    const one = field(answer.json, 'txs', 0) ?? answer.json;
    return {
      same: field(one, 'txhash') === sent.hash,
      body: field(one, 'tx', 'body'),
      code: field(one, 'code'),
    };
  });
  return { sent: factsOf(sent), found };
}

/** Who gets the fees, as the first event of a transaction says. */
function collectorOf(sent: Exclude<Sent, { readonly refused: unknown }>): string | undefined {
  const received = sent.events.find(({ type }) => type === 'coin_received');
  return received?.attributes.find(({ key }) => key === 'receiver')?.value;
}

/** A node that keeps it tells it rightly, and one that does not says so. */
async function oldState({ query, chain }: Scene): Promise<unknown> {
  const answer = await query('bank', 'balances', chain.tester, '--height', '1');
  return answer.ok ? field(answer.json, 'balances', 0, 'amount') === FUNDS : PRUNED.test(answer.problem);
}

async function status({ run }: Scene): Promise<unknown> {
  const { stdout } = await run('status');
  const parts = JSON.parse(stdout) as Record<string, object>;
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, Object.keys(part).sort()]));
}
