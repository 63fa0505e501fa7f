import type { ContractEvent } from '@cloudx3/sdk';
import { parseDecimal } from '@cloudx3/verifier-core';
import type { ChainView } from './chain/chain-view.ts';
import type { ChainPort } from './chain/ports.ts';
import type { ControlLoop } from './commands/control-loop.ts';
import type { Gossip } from './p2p/ports.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

const REGISTRY_EVENTS: ReadonlySet<string> = new Set([
  'operator_registered',
  'operator_activity',
  'notary_registered',
  'notary_activity',
  'operation_published',
  'feed_created',
  'feed_activity',
  'bond_withdrawn',
]);
// Whatever changes the registry without an event that is known here is seen after this many blocks.
const REFRESH_BLOCKS = 50;

/** One event of one of our contracts. Idempotent: after a crash a block's events come again. */
export async function onChainEvent(
  event: ContractEvent,
  deps: {
    chain: Pick<ChainPort, 'oracle' | 'devices'>;
    view: ChainView;
    control: ControlLoop;
    telemetry: Telemetry;
  },
): Promise<void> {
  const { chain, view, control, telemetry } = deps;
  const { type, attributes } = event;
  if (event.contract === chain.devices) await control.onEvent(event);
  if (event.contract !== chain.oracle) return;
  if (type === 'feed_updated') {
    const [feedId, round] = [Number(attributes['feed_id']), attributes['round'] ?? ''];
    if (!Number.isInteger(feedId) || !/^\d{1,20}$/.test(round)) return;
    const value = parseDecimal(attributes['value'] ?? '');
    view.showRound(feedId, BigInt(round), value.ok ? value.value : undefined);
    const { reading, subject } = view.feed(feedId) ?? {};
    telemetry.feeds.updated({
      ...attributes,
      ...(reading === undefined ? {} : { reading, subject }),
      feedId,
      round,
      height: event.height,
      tx: event.txHash,
    });
  } else if (REGISTRY_EVENTS.has(type)) {
    await view.refresh();
  }
}

/** Keeps gossip, health and the registry's copy in step with the chain. */
export function watchRegistry(deps: {
  self: Uint8Array;
  view: ChainView;
  gossip: Gossip;
  telemetry: Telemetry;
}): {
  onBlock(height: number): Promise<void>;
} {
  const { self, view, gossip, telemetry } = deps;
  view.onRefresh(() => {
    const members = view.operators().filter(({ active }) => active);
    gossip
      .setMembers(members.map(({ pubkey, endpoints }) => ({ key: pubkey, endpoints })))
      .catch((error: unknown) => {
        telemetry.failure('telling gossip of the members', error);
      });
    gossip.setFeeds(view.feedsOf(self).map(({ id }) => id));
    const registered = view.operator(self);
    telemetry.chain.registration(registrationProblem(registered));
  });
  return {
    async onBlock(height) {
      if (height % REFRESH_BLOCKS === 0) await view.refresh();
    },
  };
}

function registrationProblem(operator: { readonly active: boolean } | undefined): string | undefined {
  if (operator?.active === true) return undefined;
  return operator === undefined
    ? 'this operator key is not registered; run "oracle-node register"'
    : 'this operator is registered and not active';
}
