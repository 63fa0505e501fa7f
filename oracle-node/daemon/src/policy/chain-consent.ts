import { equalBytes } from '@cloudx3/proto';
import type { DeviceMember } from '@cloudx3/sdk';
import { roundAt } from '@cloudx3/oracle-protocol';
import type { ChainPort } from '../chain/ports.ts';
import type { ChainView } from '../chain/chain-view.ts';
import type { Clock } from '../clock/clock.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { deviceAsk } from './ask.ts';
import type { Ask } from './ask.ts';
import type { Consent } from './consent.ts';
import { acceptance } from './consent-call.ts';
import type { ConsentChain } from './consent-call.ts';
import type { Policy } from './ports.ts';

export interface ChainConsentDeps {
  readonly chain: ConsentChain & Pick<ChainPort, 'devicesNaming' | 'devices'>;
  readonly view: ChainView;
  readonly consent: Consent;
  readonly policy: Pick<Policy, 'standing'>;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/**
 * Accepts on chain what the operator accepted here, by decision or by rule: without it nobody is a member of anything (ACC-1, DEV-5). What it
 * is about to leave it does not accept again.
 */
export class ChainConsent {
  private readonly self: Uint8Array;
  private readonly deps: ChainConsentDeps;
  private readonly running = new Map<string, Promise<void>>();
  private devices: readonly Ask[] = [];
  private deviceSeats: ReadonlyMap<string, DeviceMember | undefined> = new Map();

  constructor(options: { readonly self: Uint8Array }, deps: ChainConsentDeps) {
    this.self = options.self;
    this.deps = deps;
  }

  /** Looks for devices that name this node; told of those that are accepted or not as of feeds. */
  async reconcile(): Promise<void> {
    if (this.deps.chain.devices === undefined) return;
    this.devices = (await this.deps.chain.devicesNaming(this.self)).map(deviceAsk);
    // Anybody may name this operator in a device; only of those that are served the chain is asked more.
    const served = this.devices.filter((ask) => this.deps.consent.serves(ask));
    this.deviceSeats = new Map(
      await Promise.all(served.map(async ({ id }) => [id, await this.seatIn(id)] as const)),
    );
    this.follow();
  }

  /** Devices that are served, and how the chain has this key there. */
  devicesServed(): ReadonlyMap<string, DeviceMember | undefined> {
    return this.deviceSeats;
  }

  /** Accepts what is accepted here and not there. Returns at once. */
  follow(): void {
    const feeds = this.deps.view.ownFeeds().flatMap(({ id }) => this.unsaidOf(id));
    for (const ask of [...feeds, ...this.devices]) {
      const standing = this.deps.policy.standing(ask);
      if (standing === 'accepted' || standing === 'by_rule') this.say(ask);
    }
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.running.values());
  }

  private async seatIn(device: string): Promise<DeviceMember | undefined> {
    const members = await this.deps.chain.deviceMembers(device);
    return members?.operators.find(({ pubkey }) => equalBytes(pubkey, this.self));
  }

  /** What of a feed this key has not agreed to: its terms, where it is no member of the next round, or those that are announced. */
  private unsaidOf(feedId: number): Ask[] {
    const { view, clock } = this.deps;
    const feed = view.feed(feedId);
    const seat = feed?.membership?.operators.find(({ pubkey }) => equalBytes(pubkey, this.self));
    const next = feed === undefined ? 0n : (roundAt(feed, BigInt(clock.nowMs())) ?? -1n) + 1n;
    const stays = seat?.rounds.some(({ until }) => until === undefined || until > next) === true;
    // Nobody joins what pays too few rounds; the keeper of rounds tells of it.
    if (!stays && view.shortOfMoney(feedId) !== undefined) return [];
    const unsaid = stays ? [seat.agreed ? undefined : view.pendingAsk(feedId)] : [view.ask(feedId)];
    return unsaid.filter((ask) => ask !== undefined);
  }

  private say(ask: Ask): void {
    const name = `${ask.kind} ${ask.id}`;
    if (this.running.has(name)) return;
    const run = this.accept(ask, name).finally(() => this.running.delete(name));
    this.running.set(name, run);
  }

  private async accept(ask: Ask, name: string): Promise<void> {
    const { chain, clock, outbox, telemetry } = this.deps;
    try {
      const find = () => acceptance(chain, ask, { self: this.self, nowMs: BigInt(clock.nowMs()) });
      const call = await find();
      if (call === undefined) return;
      const isStillNeeded = async (): Promise<boolean> => (await find())?.key === call.key;
      const result = await outbox.submit({ key: call.key, call, isStillNeeded });
      if (result.kind === 'failed') telemetry.policy.notAccepted(name, result.code, result.message);
      else telemetry.policy.acceptedOnChain(name);
    } catch (error) {
      // The chain is away, or the node closes; it is looked at again at the next refresh.
      telemetry.failure('accepting on chain', error, { asks: name });
    }
  }
}
