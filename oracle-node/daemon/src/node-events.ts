import { bytesToHex } from '@noble/hashes/utils.js';
import type { ContractEvent } from '@cloudx3/sdk';
import type { ChainView } from './chain/chain-view.ts';
import type { ChainPort } from './chain/ports.ts';
import { saidIn } from './chain/said.ts';
import type { ControlLoop } from './commands/control-loop.ts';
import type { Consent } from './policy/consent.ts';
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
  const said = saidIn(event, chain, (error) => telemetry.failure(`reading the event ${event.type}`, error));
  if (said?.type === 'command_issued') await control.take(said);
  else if (said?.type === 'feed_updated') {
    const { feedId, round, value } = said;
    view.showRound(feedId, round, value);
    const { reading, subject } = view.feed(feedId) ?? {};
    telemetry.feeds.updated({
      ...event.attributes,
      ...(reading === undefined ? {} : { reading, subject }),
      feedId,
      round: round.toString(),
      height: event.height,
      tx: event.txHash,
    });
  } else if (event.contract === chain.oracle && REGISTRY_EVENTS.has(event.type)) {
    await view.refresh();
  }
}

/** Keeps gossip, health and the registry's copy in step with the chain. */
export function watchRegistry(deps: {
  self: Uint8Array;
  view: ChainView;
  consent: Consent;
  gossip: Gossip;
  telemetry: Telemetry;
}): {
  onBlock(height: number): Promise<void>;
} {
  const { self, view, consent, gossip, telemetry } = deps;
  const follow = (): void => {
    const feeds = consent.feeds();
    // Whoever else registered may come to this node; it goes to nobody with whom it has no work.
    const partners = new Set(feeds.flatMap(({ operators }) => operators.map(bytesToHex)));
    const members = view
      .operators()
      .filter(({ active }) => active)
      .map(({ pubkey, endpoints }) => ({
        key: pubkey,
        endpoints,
        isSought: partners.has(bytesToHex(pubkey)),
      }));
    gossip.setMembers(members).catch((error: unknown) => {
      telemetry.failure('telling gossip of the members', error);
    });
    gossip.setFeeds(feeds.map(({ id }) => id));
  };
  view.onRefresh(() => {
    consent.look();
    follow();
    const registered = view.operator(self);
    telemetry.chain.registration(registrationProblem(registered));
  });
  return {
    async onBlock(height) {
      if (height % REFRESH_BLOCKS === 0) await view.refresh();
      // The operator may have decided since the block before.
      else if (consent.look()) follow();
    },
  };
}

function registrationProblem(operator: { readonly active: boolean } | undefined): string | undefined {
  if (operator?.active === true) return undefined;
  return operator === undefined
    ? 'this operator key is not registered; run "oracle-node register"'
    : 'this operator is registered and not active';
}
