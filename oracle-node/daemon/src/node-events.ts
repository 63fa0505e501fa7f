import { bytesToHex } from '@noble/hashes/utils.js';
import type { FeedRules } from '@cloudx3/oracle-protocol';
import type { BlockEvents, ContractEvent } from '@cloudx3/sdk';
import type { ChainView } from './chain/chain-view.ts';
import type { ChainPort } from './chain/ports.ts';
import { DEVICE_EVENTS, REGISTRY_EVENTS } from './chain/registry-events.ts';
import { saidIn } from './chain/said.ts';
import type { ControlLoop } from './commands/control-loop.ts';
import type { ChainConsent } from './policy/chain-consent.ts';
import type { Consent } from './policy/consent.ts';
import type { Gossip } from './p2p/ports.ts';
import type { Omissions } from './rounds/omissions.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

// Whatever changes the registry without an event that is known here is seen after this many blocks.
const REFRESH_BLOCKS = 50;

/** One event of one of our contracts. Idempotent: after a crash a block's events come again. */
export async function onChainEvent(
  event: ContractEvent,
  block: Pick<BlockEvents, 'timeMs'>,
  deps: {
    chain: Pick<ChainPort, 'oracle' | 'devices'>;
    view: ChainView;
    control: ControlLoop;
    omissions: Pick<Omissions, 'landed'>;
    chainConsent: Pick<ChainConsent, 'changed' | 'names'>;
    telemetry: Telemetry;
  },
): Promise<void> {
  const { chain, view, control, omissions, chainConsent, telemetry } = deps;
  const said = saidIn(event, chain, (error) => telemetry.failure(`reading the event ${event.type}`, error));
  if (said?.type === 'command_issued') {
    // Anybody commands devices of their own by the hundred.
    if (await chainConsent.names(said.device)) await control.take(said);
  } else if (said?.type === 'feed_updated') {
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
    await omissions.landed(said, block.timeMs);
  } else if (said?.type === 'group_updated') {
    const { groupId, round, observers } = said;
    view.showRound(groupId, round, undefined);
    await omissions.landed({ feedId: groupId, round, observers }, block.timeMs);
  } else if (event.contract === chain.devices && DEVICE_EVENTS.has(event.type))
    chainConsent.changed(event.attributes['device'] ?? '');
  else if (said?.type === 'report_refused') {
    const { feedId, round, code, detail: reason } = said;
    telemetry.feeds.reportRefused({ feedId, round: round.toString(), code, reason });
  } else if (event.contract === chain.oracle && REGISTRY_EVENTS.has(event.type)) {
    const feedId = Number(event.attributes['feed_id']);
    view.changed(Number.isInteger(feedId) ? feedId : undefined);
  }
}

/** Keeps gossip, health and the registry's copy in step with the chain. */
export function watchRegistry(deps: {
  self: Uint8Array;
  view: ChainView;
  consent: Consent;
  chainConsent: ChainConsent;
  gossip: Gossip;
  telemetry: Telemetry;
}): {
  onBlock(height: number): Promise<void>;
} {
  const { self, view, consent, chainConsent, gossip, telemetry } = deps;
  const follow = (): void => {
    const feeds = consent.feeds();
    // Whoever else registered may come to this node; it goes to nobody with whom it has no work.
    const partners = new Set(feeds.flatMap(partnersIn));
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
    chainConsent.follow();
    follow();
    const registered = view.operator(self);
    telemetry.chain.registration(registrationProblem(registered));
  });
  return {
    async onBlock(height) {
      await chainConsent.catchUp();
      if (height % REFRESH_BLOCKS === 0) await view.refresh();
      // The operator may have decided since the block before.
      else if (!(await view.catchUp()) && consent.look()) {
        chainConsent.follow();
        follow();
      }
    },
  };
}

/** Keys of a feed's operators, in hex: those that are a member of some round. */
function partnersIn({ operators, membership }: FeedRules): string[] {
  return (membership?.operators.map(({ pubkey }) => pubkey) ?? operators).map(bytesToHex);
}

function registrationProblem(operator: { readonly active: boolean } | undefined): string | undefined {
  if (operator?.active === true) return undefined;
  return operator === undefined
    ? 'this operator key is not registered; run "oracle-node register"'
    : 'this operator is registered and not active';
}
