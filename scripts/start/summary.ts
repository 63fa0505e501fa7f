import { join } from 'node:path';
import { DEFAULT_CHAIN } from './chain-place.ts';
import type { Network } from './network.ts';
import type { LoopResult } from './result.ts';
import type { Terminal } from './terminal.ts';

/** The table at the end of one loop, for people. */
export function printSummary(
  result: LoopResult,
  network: Pick<Network, 'names' | 'oracle' | 'plan'>,
  terminal: Pick<Terminal, 'print'>,
): void {
  const { feed, command } = result;
  const modes = Object.entries(feed.modes).map(([mode, count]) => `${mode} × ${count}`);
  const rows: [string, string][] = [
    ['value', `${feed.value} ${feed.unit} (spread ${feed.spread}), feed ${feed.id}, round ${feed.round}`],
    ['proof', `${feed.observations} observations, ${feed.notaries} notaries, ${modes.join(', ')}`],
    ['cost', `${feed.gas} gas${result.chain === DEFAULT_CHAIN ? ' (an estimate)' : ''}, tx ${feed.tx}`],
    ['command', `${command.id} ${command.status} by attestation ${command.receipt}`],
    ...Object.entries(result.rewards).map(([address, amount]): [string, string] => [
      'earned',
      `${(network.names.get(address) ?? address).padEnd(9)} ${amount}`,
    ]),
    ['check it', `npx cloudx3-verifier check ${result.attestations[0] ?? ''}`],
    [
      '',
      `npx cloudx3-verifier check --feed ${feed.id} --round ${feed.round} --oracle ${network.oracle.address} --rpc ${network.plan.chain.rpcUrl}`,
    ],
    [
      'go on',
      `node scripts/run.mjs examples/read-a-feed/main.ts --oracle ${network.oracle.address} --rpc ${network.plan.chain.rpcUrl}`,
    ],
    [
      '',
      `examples/README.md has four more; the owner's words are in ${join(network.plan.dataDir, 'accounts', 'owner')}`,
    ],
    ['took', `${result.seconds} s`],
  ];
  terminal.print('');
  for (const [name, text] of rows) terminal.print(`  ${name.padEnd(9)} ${text}`);
}
