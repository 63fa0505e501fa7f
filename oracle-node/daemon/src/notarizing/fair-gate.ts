import type { Clock } from '../clock/clock.ts';

/** Who wants a place, and how much of them it is due. */
export interface Claim {
  /** Those of one group share what the group gets. */
  readonly group: string;
  /** Its part of the time, against that of the others. */
  readonly weight: number;
  /** Before all that do not come first: somebody waits for a command. */
  readonly isFirst: boolean;
}

interface Waiting {
  readonly claim: Claim;
  readonly enter: () => void;
}

/** Groups are as many as what the operator accepted; what is not seen again is forgotten at the next quiet moment. */
interface Account {
  /** Time that it had, over its weight: who is furthest behind is next. */
  hadMs: number;
  /** Of its session before, which is what the next one is taken to last. */
  lastMs: number;
}

const FIRST_MS = 1_000;

/**
 * Gives a bounded number of places for sessions, by weight: of those that wait the group goes next that had least time for its weight, by
 * the time that its sessions took and not by their number. A group that wanted nothing for a while saves nothing up. Start-time fair
 * queueing (Goyal, Vin, Cheng 1996), with commands before readings.
 */
export class FairGate {
  private readonly places: number;
  private readonly nowMs: () => number;
  private readonly accounts = new Map<string, Account>();
  private waiting: readonly Waiting[] = [];
  private running = 0;
  /** Where the one stood that was let in last: nobody starts behind it. */
  private floorMs = 0;

  constructor({ places }: { readonly places: number }, { clock }: { readonly clock: Pick<Clock, 'nowMs'> }) {
    this.places = places;
    this.nowMs = () => clock.nowMs();
  }

  /** Does the work when there is a place for it. Rejects with the signal's reason where that comes first, and then takes none. */
  async run<T>(claim: Claim, work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.enter(claim, signal);
    const startMs = this.nowMs();
    const account = this.accountOf(claim.group);
    const expectedMs = account.lastMs;
    account.hadMs += expectedMs / claim.weight;
    try {
      return await work();
    } finally {
      account.lastMs = Math.max(1, this.nowMs() - startMs);
      account.hadMs += (account.lastMs - expectedMs) / claim.weight;
      this.running -= 1;
      this.letIn();
    }
  }

  private enter(claim: Claim, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const account = this.accountOf(claim.group);
    // Those that wait or run keep their place in the line; one that comes back begins where the line is.
    account.hadMs = Math.max(account.hadMs, this.floorMs);
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.waiting = this.waiting.filter((each) => each !== waiting);
        reject(signal.reason as Error);
      };
      const enter = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const waiting: Waiting = { claim, enter };
      signal.addEventListener('abort', leave, { once: true });
      this.waiting = [...this.waiting, waiting];
      this.letIn();
    });
  }

  private letIn(): void {
    while (this.running < this.places) {
      const next = this.next();
      if (next === undefined) break;
      this.waiting = this.waiting.filter((each) => each !== next);
      this.floorMs = Math.max(this.floorMs, this.accountOf(next.claim.group).hadMs);
      this.running += 1;
      next.enter();
    }
    if (this.running === 0 && this.waiting.length === 0) this.accounts.clear();
  }

  private next(): Waiting | undefined {
    const first = this.waiting.filter(({ claim }) => claim.isFirst);
    const candidates = first.length > 0 ? first : this.waiting;
    return candidates.reduce<Waiting | undefined>(
      (best, each) => (best === undefined || this.hadBy(each) < this.hadBy(best) ? each : best),
      undefined,
    );
  }

  private hadBy({ claim }: Waiting): number {
    return this.accountOf(claim.group).hadMs;
  }

  private accountOf(group: string): Account {
    const account = this.accounts.get(group) ?? { hadMs: this.floorMs, lastMs: FIRST_MS };
    this.accounts.set(group, account);
    return account;
  }
}
