import { Backoff, checkedAddresses } from '@cloudx3/notary';
import type { AddressRule, Resolve } from '@cloudx3/notary';
import type { Multiaddr } from '@multiformats/multiaddr';
import { isIPv6 } from 'node:net';
import type { Clock } from '../clock/clock.ts';
import { addressOf } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';

/** A member that this node wants to be connected to. */
export interface DialTarget {
  readonly peerId: string;
  /** From the registry, so from a stranger. */
  readonly endpoints: readonly Endpoint[];
  /** From this node's own configuration: dialled as they are. */
  readonly bootstrap: readonly Multiaddr[];
}

export interface DiallerDeps {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly mayDial: AddressRule;
  readonly resolve: Resolve;
  /** Tries the addresses of one member in turn; rejects where none of them led to it. */
  readonly dial: (addresses: readonly Multiaddr[], signal: AbortSignal) => Promise<void>;
  /** Told of a host that a member names and that is not dialled, each time that the member would be. */
  readonly onPrivate?: (host: string) => void;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** Endpoints of a member that are tried at a time, and addresses of a name. */
const MAX_ENDPOINTS = 4;
const MAX_ADDRESSES = 2;
const BACKOFF = { firstMs: 2_000, longestMs: 300_000 };
const RESOLVE_MS = 5_000;

/**
 * Connects to members at addresses that were resolved once and checked. What fails is left alone, longer each time: the member, and the
 * host too, whoever else names it, so that many members who name a third party make one rare dial of it and no flood. Hosts in the
 * operator's own network are many nodes' as a rule, and are not counted together.
 */
export class Dialler {
  private readonly deps: DiallerDeps;
  private readonly backoff: Backoff;
  private readonly underWay = new Set<string>();
  private readonly reached = new Set<string>();

  constructor(deps: DiallerDeps) {
    this.deps = deps;
    const { clock, random } = deps;
    this.backoff = new Backoff(BACKOFF, { nowMs: () => clock.nowMs(), random });
  }

  /** Tries each of them whose time it is, once. Members that were reached before come first: nobody takes a host's turn from its owner. */
  async connect(targets: readonly DialTarget[], signal: AbortSignal): Promise<void> {
    const due = this.shuffled(targets).filter(({ peerId }) => this.backoff.waitMs(memberKey(peerId)) === 0);
    const known = due.filter(({ peerId }) => this.reached.has(peerId));
    const others = due.filter(({ peerId }) => !this.reached.has(peerId));
    await Promise.all([...known, ...others].map((target) => this.tryOne(target, signal)));
  }

  private async tryOne(target: DialTarget, signal: AbortSignal): Promise<void> {
    const { peerId, bootstrap } = target;
    const claimed = new Set<string>();
    try {
      const found = await this.addresses(target, claimed, signal);
      const addresses = [...bootstrap, ...found];
      // Nothing to dial now: its hosts are left alone, or being tried for another.
      if (addresses.length === 0) {
        this.backoff.failed(memberKey(peerId));
        return;
      }
      await this.deps.dial(addresses, signal);
      this.backoff.succeeded(memberKey(peerId));
      this.reached.add(peerId);
    } catch {
      // Told of by whoever dials.
      if (signal.aborted) return;
      for (const key of [memberKey(peerId), ...claimed]) this.backoff.failed(key);
    } finally {
      for (const key of claimed) this.underWay.delete(key);
    }
  }

  private async addresses(
    { peerId, endpoints }: DialTarget,
    claimed: Set<string>,
    signal: AbortSignal,
  ): Promise<Multiaddr[]> {
    const found: Multiaddr[] = [];
    const limited = AbortSignal.any([signal, AbortSignal.timeout(RESOLVE_MS)]);
    for (const { host, family, port } of this.shuffled(endpoints).slice(0, MAX_ENDPOINTS)) {
      const ips = await this.resolved(host, family, claimed, limited);
      found.push(...ips.filter((ip) => this.claim(ip, claimed)).map((ip) => addressOf(ip, port, peerId)));
    }
    return found;
  }

  /** Addresses of a host, all of which were found good; a name is claimed too, since asking for it goes to somebody as well. */
  private async resolved(
    host: string,
    family: Endpoint['family'],
    claimed: Set<string>,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    if (!claimed.has(hostKey(host)) && !this.isFree(host)) return [];
    const resolve: Resolve = (name, until) => {
      this.claim(name, claimed);
      return this.deps.resolve(name, until);
    };
    const checked = await checkedAddresses(host, { ...this.deps, resolve }, signal).catch(() => undefined);
    if (checked?.ok === false && checked.why === 'private') this.deps.onPrivate?.(host);
    if (checked?.ok !== true) return [];
    const wanted = checked.addresses.filter((ip) => family === undefined || isIPv6(ip) === (family === 6));
    return wanted.slice(0, MAX_ADDRESSES);
  }

  /** Takes a host for this try; false where it is left alone, or tried for another member at the moment. */
  private claim(host: string, claimed: Set<string>): boolean {
    if (this.deps.mayDial.isOwn(host)) return true;
    if (!this.isFree(host)) return false;
    this.underWay.add(hostKey(host));
    claimed.add(hostKey(host));
    return true;
  }

  private isFree(host: string): boolean {
    return !this.underWay.has(hostKey(host)) && this.backoff.waitMs(hostKey(host)) === 0;
  }

  private shuffled<T>(list: readonly T[]): T[] {
    const { random } = this.deps;
    return list
      .map((each) => ({ each, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ each }) => each);
  }
}

function memberKey(peerId: string): string {
  return `member ${peerId}`;
}

function hostKey(host: string): string {
  return `host ${host}`;
}
