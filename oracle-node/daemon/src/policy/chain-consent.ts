import { equalBytes } from '@cloudx3/proto';
import type { Device, DeviceMember } from '@cloudx3/sdk';
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
  readonly chain: ConsentChain & Pick<ChainPort, 'device' | 'devicesNaming' | 'devices'>;
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
  /** Those that name this node, by id. */
  private readonly devices = new Map<string, Ask>();
  private readonly deviceSeats = new Map<string, DeviceMember | undefined>();
  /** Devices that events told of since they were read. */
  private readonly news = new Set<string>();

  constructor(options: { readonly self: Uint8Array }, deps: ChainConsentDeps) {
    this.self = options.self;
    this.deps = deps;
  }

  /** Looks for devices that name this node; told of those that are accepted or not as of feeds. */
  async reconcile(): Promise<void> {
    if (this.deps.chain.devices === undefined) return;
    const news = new Set(this.news);
    const naming = await this.deps.chain.devicesNaming(this.self);
    const ids = new Set(naming.map(({ id }) => id));
    for (const id of this.devices.keys()) if (!ids.has(id)) this.forget(id);
    await Promise.all(naming.map((device) => this.know(device)));
    for (const id of news) this.news.delete(id);
    this.follow();
  }

  /** An event told that a device is not as it was read. */
  changed(device: string): void {
    this.news.add(device);
  }

  /** Reads those devices again that an event told of, and no other: anybody registers devices by the hundred that name this node. */
  async catchUp(): Promise<void> {
    if (this.news.size === 0) return;
    for (const id of this.news) {
      const device = await this.deps.chain.device(id);
      if (device?.operators.some((key) => equalBytes(key, this.self)) === true) await this.know(device);
      else this.forget(id);
      this.news.delete(id);
    }
    this.follow();
  }

  /** Whether a device names this node, as of the newest event. */
  async names(device: string): Promise<boolean> {
    if (this.news.has(device)) await this.catchUp();
    return this.devices.has(device);
  }

  /** Devices that are served, and how the chain has this key there. */
  devicesServed(): ReadonlyMap<string, DeviceMember | undefined> {
    return this.deviceSeats;
  }

  /** Accepts what is accepted here and not there. Returns at once. */
  follow(): void {
    const feeds = this.deps.view.ownFeeds().flatMap(({ id }) => this.unsaidOf(id));
    const devices = [...this.devices.values()].filter(({ id }) => this.deviceSeats.get(id)?.member !== true);
    for (const ask of [...feeds, ...devices]) {
      const standing = this.deps.policy.standing(ask);
      if (standing === 'accepted' || standing === 'by_rule') this.say(ask);
    }
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.running.values());
  }

  /** Anybody may name this operator in a device; only of those that are served the chain is asked more. */
  private async know(device: Device): Promise<void> {
    const ask = deviceAsk(device);
    this.devices.set(ask.id, ask);
    if (this.deps.consent.serves(ask)) this.deviceSeats.set(ask.id, await this.seatIn(ask.id));
    else this.deviceSeats.delete(ask.id);
  }

  private forget(device: string): void {
    this.devices.delete(device);
    this.deviceSeats.delete(device);
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
