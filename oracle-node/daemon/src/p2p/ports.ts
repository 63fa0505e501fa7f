/** A member of the network as the registry on chain has it. */
export interface Member {
  /** Compressed key. */
  readonly key: Uint8Array;
  /** Multiaddresses with their `/p2p/` part. */
  readonly endpoints: readonly string[];
  /** Whether this node shares work with it. It looks for those alone: others may come to it, and are let in. */
  readonly isSought: boolean;
}

export type GossipAction = 'accept' | 'ignore' | 'reject';

export interface GossipHandlers {
  /** Judges, and where it accepts takes, one message of a feed's topic. Never throws. */
  judge(feedId: number, bytes: Uint8Array): GossipAction;
  /** Answers a peer's request for observations; undefined for a request that no honest peer makes. */
  answer(request: Uint8Array): Uint8Array | undefined;
}

export interface PeerStatus {
  /** Operator key in hex. */
  readonly key: string;
  readonly peerId: string;
  readonly connected: boolean;
}

/** The members' own network. Only members get in. Delivery is not guaranteed: what is missing is asked for. */
export interface Gossip {
  /** Multiaddresses under which others reach this node. */
  addresses(): readonly string[];
  /** Begins to hear. Called once, before anything else. */
  start(handlers: GossipHandlers): Promise<void>;
  /** Who may connect, and where they are; whoever else is connected is dropped. */
  setMembers(members: readonly Member[]): Promise<void>;
  /** Which feeds' topics to hear. */
  setFeeds(feedIds: readonly number[]): void;
  /** Number of peers it was sent to. */
  publish(feedId: number, bytes: Uint8Array): Promise<number>;
  /** Asks one member; rejects where it does not answer in time. */
  ask(member: Uint8Array, request: Uint8Array, signal: AbortSignal): Promise<Uint8Array>;
  /** Members other than this node. */
  peers(): readonly PeerStatus[];
  /** Leaves the network. */
  close(): Promise<void>;
}
