import { noise } from '@chainsafe/libp2p-noise';
import { TopicValidatorResult, gossipsub } from '@libp2p/gossipsub';
import type { GossipSub, TopicValidatorFn } from '@libp2p/gossipsub';
import { identify } from '@libp2p/identify';
import type { Connection, Libp2p, Stream } from '@libp2p/interface';
import { peerIdFromString } from '@libp2p/peer-id';
import { tcp } from '@libp2p/tcp';
import { lpStream } from '@libp2p/utils';
import type { Multiaddr } from '@multiformats/multiaddr';
import { yamux } from '@libp2p/yamux';
import type { AddressRule, Resolve } from '@cloudx3/notary';
import { MAX_BYTES } from '@cloudx3/proto';
import type { NetworkId } from '@cloudx3/verifier-core';
import { sha256 } from '@noble/hashes/sha2.js';
import { createLibp2p } from 'libp2p';
import type { Clock } from '../clock/clock.ts';
import { messageOf } from '@cloudx3/errors';
import { NodeError } from '../error.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { Dialler } from './dialler.ts';
import { Membership } from './membership.ts';
import { transportKey } from './peer-identity.ts';
import type { Gossip, GossipHandlers, Member } from './ports.ts';
import { RateLimit } from './rate-limit.ts';
import { Misconduct, scoreParams, scoreThresholds } from './scores.ts';
import { OBSERVATIONS_PROTOCOL, topicOf } from './topics.ts';

export interface Libp2pGossipOptions {
  readonly network: NetworkId;
  readonly operatorKey: Uint8Array;
  readonly privateKey: Uint8Array;
  readonly listen: readonly string[];
  readonly announce: readonly string[];
  readonly bootstrap: readonly string[];
}

export interface Libp2pGossipDeps {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Which addresses of the registry may be dialled. */
  readonly mayDial: AddressRule;
  readonly resolve: Resolve;
}

type Services = { pubsub: GossipSub; identify: unknown };

const REDIAL_MS = 3_000;
const DIAL_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 5_000;
const ACTIONS = {
  accept: TopicValidatorResult.Accept,
  ignore: TopicValidatorResult.Ignore,
  reject: TopicValidatorResult.Reject,
} as const;

/** The members' network over libp2p: TCP, Noise, Yamux, GossipSub. A peer's id is its operator key, and only operators get in. */
export class Libp2pGossip implements Gossip {
  private readonly options: Libp2pGossipOptions;
  private readonly deps: Libp2pGossipDeps;
  private readonly membership: Membership;
  private readonly requests: RateLimit;
  private readonly misconduct: Misconduct;
  private readonly dialler: Dialler;
  private readonly closing = new AbortController();
  private node: Libp2p<Services> | undefined;
  private handlers: GossipHandlers | undefined;
  private redialing: Promise<void> | undefined;
  private wakeRedial = new AbortController();

  constructor(options: Libp2pGossipOptions, deps: Libp2pGossipDeps) {
    this.options = options;
    this.deps = deps;
    this.membership = new Membership({ self: options.operatorKey, bootstrap: options.bootstrap });
    this.misconduct = new Misconduct(deps.clock);
    this.dialler = new Dialler({
      ...deps,
      dial: (addresses, signal) => this.dial(addresses, signal),
      onPrivate: (host) => deps.telemetry.peers.notDialled(host),
      random: Math.random,
    });
    this.requests = new RateLimit({ burst: 20, refillMs: 1_000 }, deps.clock);
  }

  addresses(): readonly string[] {
    return this.node?.getMultiaddrs().map(String) ?? [];
  }

  async start(handlers: GossipHandlers): Promise<void> {
    try {
      this.node = await this.create();
      await this.node.handle(
        OBSERVATIONS_PROTOCOL,
        (stream, connection) => this.serve(stream, connection, handlers),
        {
          maxInboundStreams: 4,
          maxOutboundStreams: 4,
        },
      );
      this.handlers = handlers;
      await this.node.start();
    } catch (cause) {
      throw new NodeError(
        'node.p2p',
        `${this.options.listen.join(', ')}: ${messageOf(cause)}; choose another address under [p2p]`,
        { cause },
      );
    }
    this.redialing = this.redial();
  }

  async setMembers(members: readonly Member[]): Promise<void> {
    this.membership.set(members);
    const strangers = this.node?.getPeers().filter((peer) => !this.membership.allows(peer.toString())) ?? [];
    for (const peer of strangers) await this.node?.hangUp(peer);
    this.wakeRedial.abort();
  }

  setFeeds(feedIds: readonly number[]): void {
    const pubsub = this.node?.services.pubsub;
    if (pubsub === undefined) return;
    const wanted = new Map(feedIds.map((id) => [topicOf(this.options.network, id), id]));
    for (const topic of pubsub.getTopics()) {
      if (wanted.has(topic)) continue;
      pubsub.unsubscribe(topic);
      pubsub.topicValidators.delete(topic);
    }
    for (const [topic, feedId] of wanted) {
      if (pubsub.topicValidators.has(topic)) continue;
      pubsub.topicValidators.set(topic, this.validator(feedId));
      pubsub.subscribe(topic);
    }
  }

  async publish(feedId: number, bytes: Uint8Array): Promise<number> {
    const result = await this.node?.services.pubsub.publish(topicOf(this.options.network, feedId), bytes);
    return result?.recipients.length ?? 0;
  }

  async ask(member: Uint8Array, request: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    const peerId = this.membership.peerIdOf(member);
    if (this.node === undefined || peerId === undefined) throw new NodeError('node.closed', 'no such member');
    const limited = AbortSignal.any([signal, this.closing.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
    // Over a connection that is there: whom to dial, and when, is the dialler's to say.
    const [connection] = this.node.getConnections(peerIdFromString(peerId));
    if (connection === undefined) throw new Error('the member is not connected');
    const stream = await connection.newStream(OBSERVATIONS_PROTOCOL, { signal: limited });
    try {
      const messages = lpStream(stream, { maxDataLength: MAX_BYTES.observationsResponse });
      await messages.write(request, { signal: limited });
      const answer = await messages.read({ signal: limited });
      await stream.close({ signal: limited });
      return answer.subarray();
    } catch (error) {
      stream.abort(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }

  peers() {
    const connected = new Set(this.node?.getPeers().map(String));
    return this.membership
      .members()
      .map(({ key, peerId }) => ({ key, peerId, connected: connected.has(peerId) }));
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.redialing;
    await this.node?.stop();
  }

  private validator(feedId: number): TopicValidatorFn {
    return (peer, message) => {
      const action = this.handlers?.judge(feedId, message.data) ?? 'ignore';
      if (action === 'reject') this.misconduct.record(peer.toString());
      return ACTIONS[action];
    };
  }

  private create(): Promise<Libp2p<Services>> {
    const { privateKey, listen, announce } = this.options;
    // Many nodes on one machine dial each other at once; from other machines the default of five a second holds.
    const onLoopback = listen.every(
      (address) => address.startsWith('/ip4/127.') || address.startsWith('/ip6/::1/'),
    );
    return createLibp2p({
      start: false,
      privateKey: transportKey(privateKey),
      addresses: { listen: [...listen], announce: [...announce] },
      transports: [tcp()],
      connectionEncrypters: [noise()],
      streamMuxers: [yamux()],
      connectionGater: this.membership.gater(this.deps.mayDial),
      connectionManager: {
        ...(onLoopback ? { inboundConnectionThreshold: 1_000, maxIncomingPendingConnections: 100 } : {}),
        dialTimeout: DIAL_TIMEOUT_MS,
      },
      services: {
        identify: identify({ runOnLimitedConnection: false }),
        pubsub: gossipsub({
          // Observations carry their own signatures; one of the relaying envelope would only say who saw it first.
          globalSignaturePolicy: 'StrictNoSign',
          msgIdFn: (message) => sha256(message.data),
          allowPublishToZeroTopicPeers: true,
          ignoreDuplicatePublishError: true,
          fallbackToFloodsub: false,
          doPX: false,
          maxInboundDataLength: MAX_BYTES.gossipEnvelope * 4,
          scoreParams: scoreParams(this.misconduct),
          scoreThresholds,
        }),
      },
    });
  }

  private async serve(stream: Stream, connection: Connection, handlers: GossipHandlers): Promise<void> {
    const signal = AbortSignal.any([this.closing.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
    try {
      const messages = lpStream(stream, { maxDataLength: MAX_BYTES.observationsRequest });
      if (!this.requests.allows(connection.remotePeer.toString())) throw new Error('too many requests');
      const request = await messages.read({ signal });
      const answer = handlers.answer(request.subarray());
      if (answer === undefined) throw new Error('no such request');
      await messages.write(answer, { signal });
      await stream.close({ signal });
    } catch (error) {
      // The peer's fault or the network's: it gets a closed stream, and we a line at debug.
      this.deps.telemetry.peers.refused(connection.remotePeer.toString(), error);
      stream.abort(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Looks for members that are not connected, over and over: the registry is the address book, and peers come and go. */
  private async redial(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      this.wakeRedial = new AbortController();
      const connected = new Set(this.node?.getPeers().map(String));
      const missing = this.membership.dialTargets().filter(({ peerId }) => !connected.has(peerId));
      await this.dialler.connect(missing, signal);
      await this.deps.clock.sleep(REDIAL_MS, AbortSignal.any([signal, this.wakeRedial.signal]));
    }
  }

  private async dial(addresses: readonly Multiaddr[], signal: AbortSignal): Promise<void> {
    try {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(DIAL_TIMEOUT_MS)]);
      await this.node?.dial([...addresses], { signal: limited });
    } catch (error) {
      this.deps.telemetry.peers.unreachable(error);
      throw error;
    }
  }
}
