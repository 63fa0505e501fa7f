import { bytesToHex } from '@noble/hashes/utils.js';
import type { Gossip, GossipHandlers, Member } from './ports.ts';

/** Members of one process that hear each other at once; for tests. */
export class MemoryNetwork {
  readonly nodes = new Map<string, MemoryGossip>();
  /** Decides whether a message arrives; all do unless a test says otherwise. */
  delivers: (from: string, to: string) => boolean = () => true;

  join(key: Uint8Array): MemoryGossip {
    const node = new MemoryGossip(key, this);
    this.nodes.set(node.key, node);
    return node;
  }
}

export class MemoryGossip implements Gossip {
  readonly key: string;
  private readonly network: MemoryNetwork;
  private handlers: GossipHandlers | undefined;
  private members = new Set<string>();
  private feeds = new Set<number>();

  constructor(key: Uint8Array, network: MemoryNetwork) {
    this.key = bytesToHex(key);
    this.network = network;
  }

  addresses(): readonly string[] {
    return [`/memory/${this.key}`];
  }

  start(handlers: GossipHandlers): Promise<void> {
    this.handlers = handlers;
    return Promise.resolve();
  }

  setMembers(members: readonly Member[]): Promise<void> {
    this.members = new Set(members.map(({ key }) => bytesToHex(key)));
    return Promise.resolve();
  }

  setFeeds(feedIds: readonly number[]): void {
    this.feeds = new Set(feedIds);
  }

  publish(feedId: number, bytes: Uint8Array): Promise<number> {
    const seen = new Set([this.key]);
    let reached = 0;
    // Flooded from node to node, as far as each accepts it.
    for (const queue: MemoryGossip[] = [this]; queue.length > 0;) {
      const from = queue.shift();
      for (const to of from?.reachable() ?? []) {
        if (from === undefined || seen.has(to.key) || !to.feeds.has(feedId)) continue;
        if (!this.network.delivers(from.key, to.key)) continue;
        seen.add(to.key);
        if (from === this) reached += 1;
        if (to.handlers?.judge(feedId, bytes) === 'accept') queue.push(to);
      }
    }
    return Promise.resolve(reached);
  }

  ask(member: Uint8Array, request: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    const key = bytesToHex(member);
    const peer = this.reachable().find((node) => node.key === key);
    const answer =
      signal.aborted || peer === undefined || !this.network.delivers(this.key, key)
        ? undefined
        : peer.handlers?.answer(request);
    return answer === undefined
      ? Promise.reject(new Error(`${key} does not answer`))
      : Promise.resolve(answer);
  }

  peers() {
    const connected = new Set(this.reachable().map(({ key }) => key));
    return [...this.members]
      .filter((key) => key !== this.key)
      .map((key) => ({ key, peerId: key, connected: connected.has(key) }));
  }

  close(): Promise<void> {
    this.handlers = undefined;
    this.network.nodes.delete(this.key);
    return Promise.resolve();
  }

  /** Both sides have to take the other for a member. */
  private reachable(): MemoryGossip[] {
    return [...this.network.nodes.values()].filter(
      (node) => node !== this && this.members.has(node.key) && node.members.has(this.key),
    );
  }
}
