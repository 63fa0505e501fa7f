import type { FeedRules } from '@cloudx3/oracle-protocol';
import { MODES, checkFeedAttestation, isGroup } from '@cloudx3/verifier-core';
import type { ModeName, NetworkId, ShapedAttestation } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Clock } from '../clock/clock.ts';
import { NodeError } from '../error.ts';
import { notaryOrder, roundShift } from '../notarizing/choose-notary.ts';
import type { NotarizeTask, NotarizeTasks } from '../notarizing/notarize-task.ts';
import type { ChainView } from '../chain/chain-view.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { SliceDeadline } from './slice-deadline.ts';

export interface AttestRoundOptions {
  readonly network: NetworkId;
  /** This member's key. */
  readonly self: Uint8Array;
}

export interface AttestRoundDeps {
  readonly view: Pick<ChainView, 'ask'>;
  readonly tasks: NotarizeTasks;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** Has a round attested by as many notaries as its feed asks for in a mode. */
export class AttestRound {
  private readonly options: AttestRoundOptions;
  private readonly deps: AttestRoundDeps;

  constructor(options: AttestRoundOptions, deps: AttestRoundDeps) {
    this.options = options;
    this.deps = deps;
  }

  /** Attestations that others would count, those from before a crash first. Rejects with `node.late` where the slice ends before. */
  async attest(
    feed: FeedRules,
    round: bigint,
    mode: ModeName,
    signal: AbortSignal,
  ): Promise<ShapedAttestation[]> {
    const ask = this.deps.view.ask(feed.id);
    if (ask === undefined) throw new NodeError('node.operation', `feed ${feed.id} is not known`);
    const purpose = `round/${feed.id}/${round}`;
    const made = this.deps.tasks.kept(purpose).filter(({ body }) => body.mode === MODES[mode].wire);
    const good = made.filter((attestation) => this.isUsable(attestation, feed, round));
    const order = notaryOrder(feed.notaries, feed.operators, this.options.self, roundShift(round));
    const slice = new SliceDeadline({ feed, round }, this.deps.clock, signal);
    try {
      while (good.length < notariesNeeded(feed, mode)) {
        const asked = new Set(made.map(({ body }) => bytesToHex(body.notary)));
        const notaries = order.filter((notary) => !asked.has(bytesToHex(notary)));
        const task = { ...taskOf(feed, round, mode), ask, purpose, notaries };
        const onPhase = (phase: string): void => slice.enter(phase);
        const attestation = await this.deps.tasks.run({ ...task, onPhase }, slice.signal);
        made.push(attestation);
        if (this.isUsable(attestation, feed, round)) good.push(attestation);
      }
    } catch (error) {
      if (!slice.isOver || signal.aborted) throw error;
      throw new NodeError('node.late', `round ${round} was over before a session was bound`, {
        cause: error,
      });
    } finally {
      slice.close();
    }
    return good;
  }

  /** OBS-5, before it is signed: a notary whose clock is wrong, for example, attests what no member would count. */
  private isUsable({ body }: ShapedAttestation, feed: FeedRules, round: bigint): boolean {
    const { network, self } = this.options;
    const terms = { network, feed, round, observer: self, operation: feed.operation };
    const fits = checkFeedAttestation(body, terms);
    if (!fits.ok) {
      const error = new NodeError(
        'node.unusable',
        `the notary's attestation would not be counted: ${fits.code} ${fits.message}`,
      );
      const about = { feedId: feed.id, round: round.toString(), notary: bytesToHex(body.notary) };
      this.deps.telemetry.failure('using an attestation', error, about);
    }
    return fits.ok;
  }
}

function taskOf(
  feed: FeedRules,
  round: bigint,
  mode: ModeName,
): Omit<NotarizeTask, 'ask' | 'purpose' | 'notaries' | 'onPhase'> {
  return {
    kind: 'round',
    mode,
    operation: feed.operation,
    params: feed.params,
    subject: feed.subject,
    rowSubjects: (feed.rows ?? []).map(({ subject }) => subject),
    context: { purpose: purposeOf(feed, round) },
    repeatable: true,
    tell: { feedId: feed.id, round: round.toString() },
  };
}

/** SES-1, GRP-1: what an attestation is for, a round of a feed or of a group. */
function purposeOf(feed: FeedRules, round: bigint) {
  return isGroup(feed)
    ? { case: 'groupRound' as const, value: { groupId: feed.id, round } }
    : { case: 'round' as const, value: { feedId: feed.id, round } };
}

function notariesNeeded({ id, modes }: FeedRules, mode: ModeName): number {
  const policy = modes[mode];
  if (policy !== undefined) return policy.notaries;
  throw new NodeError('node.no_notary', `feed ${id} accepts no session in ${mode} mode`);
}
