import { equalBytes } from '@cloudx3/proto';
import { formatDecimal } from '@cloudx3/sdk';
import type { Payment } from '@cloudx3/sdk';
import type { ChainNews, NewsOf } from './chain-story.ts';
import type { Network } from './network.ts';
import type { Terminal } from './terminal.ts';

type Told = [who: string, text: string];
/** What names things for people. */
type Named = Pick<Network, 'identities' | 'members' | 'names'> & {
  readonly plan: Pick<Network['plan'], 'nodes' | 'notaries'>;
};

/** Tells a person on a terminal what happens on chain. */
export function narrateChain(
  network: Named & Pick<Network, 'story'>,
  terminal: Pick<Terminal, 'event'>,
): () => void {
  return network.story.listen((news) => {
    const told = tell(news, network);
    if (told !== undefined) terminal.event(...told);
  });
}

/** What a person reads of each event. Those that are not here are for programs. */
function tell(news: ChainNews, network: Named): Told | undefined {
  switch (news.type) {
    case 'feed_updated':
      return ['chain', tellValue(news, network)];
    case 'feed_skipped': {
      const { feedId, round, reason } = news;
      return [
        'chain',
        `a report for feed ${feedId}, round ${round} came too late (${reason}); it is skipped, not failed`,
      ];
    }
    case 'command_issued': {
      const { commandId, capability, value, escrow } = news;
      return ['owner', `command ${commandId}: ${capability} → ${value}, ${escrow} in escrow`];
    }
    case 'member_joined':
      return [nameOf(network, news), `agrees to ${'feedId' in news ? `feed ${news.feedId}` : 'the device'}`];
    case 'command_taken':
      return ['chain', `${nodeName(network, news.operator)} takes command ${news.commandId}`];
    case 'command_settled':
      return ['chain', tellReceipt(news, network)];
    case 'report_refused': {
      const { feedId, round, code } = news;
      return ['chain', `a report for feed ${feedId}, round ${round} does not hold (${code}); others land`];
    }
    case 'command_cancelled':
      return ['chain', `command ${news.commandId} was taken back; ${news.amount} went to its issuer`];
    case 'command_refunded': {
      const { commandId, amount } = news;
      return ['chain', `command ${commandId} was not carried out in time; ${amount} went back to its issuer`];
    }
    default:
      return undefined;
  }
}

function tellValue(news: NewsOf<'feed_updated'>, network: Named): string {
  const observers = news.observers.map((key) => nodeName(network, key)).join(', ');
  return [
    `feed ${news.feedId}, round ${news.round}: ${formatDecimal(news.value)} ${news.unit} from ${news.observations} of ${network.plan.nodes.length} nodes`,
    `(${observers}), spread ${formatDecimal(news.spread)}, ${news.notaries} notaries, ${modes(news.modes)},`,
    `tx ${news.txHash.slice(0, 10)}…${news.underfunded ? ', feed out of money' : ''}; earned: ${earned(network, news.rewards)}`,
  ].join(' ');
}

function tellReceipt(news: NewsOf<'command_settled'>, network: Named): string {
  const receipt = Buffer.from(news.receipt).toString('hex');
  return [
    `command ${news.commandId} is settled: attestation ${receipt.slice(0, 12)}… proves the device's new state`,
    `(${nodeName(network, news.executor)} did it, tx ${news.txHash.slice(0, 10)}…); earned: ${earned(network, news.rewards)}`,
  ].join(' ');
}

/** Name of the node whose key this is. */
function nodeName(network: Named, key: Uint8Array): string {
  const known = network.identities.find(({ pubkey }) => equalBytes(pubkey, key));
  return known?.name ?? Buffer.from(key).toString('hex').slice(0, 10);
}

/** Name of the node or notary that a key is of. */
function nameOf(network: Named, { role, pubkey }: NewsOf<'member_joined'>): string {
  if (role === 'operator') return nodeName(network, pubkey);
  const at = network.members.notaries.findIndex((key) => equalBytes(key, pubkey));
  return network.plan.notaries[at]?.name ?? Buffer.from(pubkey).toString('hex').slice(0, 10);
}

function modes({ mpc, proxy }: NewsOf<'feed_updated'>['modes']): string {
  const counts = Object.entries({ MPC: mpc, PROXY: proxy }).filter(([, count]) => count > 0);
  return `mode ${counts.map(([mode, count]) => `${mode} × ${count}`).join(', ')}`;
}

function earned(network: Named, rewards: readonly Payment[]): string {
  if (rewards.length === 0) return 'nothing';
  return rewards
    .map(({ address, amount }) => `${network.names.get(address) ?? address} ${amount}`)
    .join(', ');
}
