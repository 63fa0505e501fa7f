import type { Store } from '../store/ports.ts';

/** What a process says that dies. */
export class Killed extends Error {}

/** Counts writes to a store, and dies before or after the one that it is told. */
export class Fuse {
  writes = 0;
  readonly death = new AbortController();
  private readonly at: number;
  private readonly when: 'before' | 'after';

  constructor(at: number, when: 'before' | 'after') {
    this.at = at;
    this.when = when;
  }

  wrap<A extends unknown[], R>(write: (...args: A) => R): (...args: A) => R {
    return (...args) => {
      this.writes += 1;
      // A dead process writes nothing more.
      if (this.writes > this.at || (this.writes === this.at && this.when === 'before')) this.die();
      const result = write(...args);
      if (this.writes === this.at) this.die();
      return result;
    };
  }

  private die(): never {
    this.death.abort(new Killed());
    throw new Killed();
  }
}

/** The store as a process sees it that has this fuse. */
export function fused(store: Store, fuse: Fuse): Store {
  const { commands, observations, attestations, outbox } = store;
  return {
    ...store,
    commands: { ...commands, save: fuse.wrap((record, atMs) => commands.save(record, atMs)) },
    observations: {
      ...observations,
      saveOnce: fuse.wrap((observation, own, atMs) => observations.saveOnce(observation, own, atMs)),
    },
    attestations: {
      ...attestations,
      save: fuse.wrap((attestation, atMs) => attestations.save(attestation, atMs)),
    },
    outbox: {
      ...outbox,
      add: fuse.wrap((entry, atMs) => outbox.add(entry, atMs)),
      settle: fuse.wrap((key, txHash, state, outcome) => outbox.settle(key, txHash, state, outcome)),
    },
  };
}

/** Before and after each of so many writes. */
export function crashPoints(writes: number): (readonly [at: number, when: 'before' | 'after'])[] {
  return Array.from({ length: writes }, (_, index) => index + 1).flatMap((at) => [
    [at, 'before'] as const,
    [at, 'after'] as const,
  ]);
}
