import type { ContractEvent } from '@cloudx3/sdk';
import type { Network } from './network.ts';
import type { Terminal } from './terminal.ts';

type Teller = (
  attributes: ContractEvent['attributes'],
  event: ContractEvent,
  network: Network,
) => [who: string, text: string];

/** What a person reads of each contract event. Events that are not here are for programs. */
const TELLERS: Readonly<Record<string, Teller>> = {
  feed_updated: (a, event, network) => [
    'chain',
    [
      `feed ${a['feed_id']}, round ${a['round']}: ${a['value']} ${a['unit']} from ${a['observations']} of ${network.plan.nodes.length} nodes`,
      `(${nodeNames(network, a['observers'])}), spread ${a['spread']}, ${a['notaries']} notaries, ${modes(a)},`,
      `tx ${event.txHash.slice(0, 10)}…${a['underfunded'] === 'true' ? ', feed out of money' : ''}; earned: ${earned(network, a['rewards'])}`,
    ].join(' '),
  ],
  feed_skipped: (a) => [
    'chain',
    `a report for feed ${a['feed_id']}, round ${a['round']} came too late (${a['reason']}); it is skipped, not failed`,
  ],
  command_issued: (a) => [
    'owner',
    `command ${a['command_id']}: ${a['capability']} → ${a['value']}, ${a['escrow']} in escrow`,
  ],
  command_taken: (a, _event, network) => [
    'chain',
    `${nodeNames(network, a['operator'])} takes command ${a['command_id']}`,
  ],
  command_settled: (a, event, network) => [
    'chain',
    [
      `command ${a['command_id']} is settled: attestation ${a['receipt']?.slice(0, 12)}… proves the device's new state`,
      `(${nodeNames(network, a['executor'])} did it, tx ${event.txHash.slice(0, 10)}…); earned: ${earned(network, a['rewards'])}`,
    ].join(' '),
  ],
  command_refunded: (a) => [
    'chain',
    `command ${a['command_id']} was not carried out in time; ${a['amount']} went back to its issuer`,
  ],
};

export function narrateChain(network: Network, terminal: Terminal): () => void {
  return network.story.listen((event) => {
    const teller = TELLERS[event.type];
    if (teller !== undefined) terminal.event(...teller(event.attributes, event, network));
  });
}

/** Names of the nodes whose keys stand in "hex,hex". */
function nodeNames(network: Network, keys: string | undefined): string {
  const names = (keys ?? '').split(',').map((key) => {
    return (
      network.identities.find(({ pubkey }) => Buffer.from(pubkey).toString('hex') === key)?.name ??
      key.slice(0, 10)
    );
  });
  return names.join(', ');
}

function modes(attributes: ContractEvent['attributes']): string {
  const count = (name: string) => Number(attributes[name] ?? 0);
  const parts = [
    ['MPC', count('mode_mpc')],
    ['PROXY', count('mode_proxy')],
  ] as const;
  return `mode ${parts
    .filter(([, n]) => n > 0)
    .map(([mode, n]) => `${mode} × ${n}`)
    .join(', ')}`;
}

function earned(network: Network, rewards: string | undefined): string {
  if (rewards === undefined || rewards === '') return 'nothing';
  return rewards
    .split(',')
    .map((entry) => {
      const [address = '', amount = ''] = entry.split(':');
      return `${network.names.get(address) ?? address} ${amount}`;
    })
    .join(', ');
}
