import { ContextSchema, create } from '@cloudx3/proto';
import type { MessageInitShape } from '@cloudx3/proto';
import type { NotarizationPhase, NotaryTarget } from '@cloudx3/notary';
import { MODES, paramsFromList, readAttestation, unwrap } from '@cloudx3/verifier-core';
import type {
  CheckedOperation,
  ModeName,
  ParamList,
  PerMode,
  ShapedAttestation,
} from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ChainView } from '../chain/chain-view.ts';
import { NodeError } from '../error.ts';
import type { AttributesOf } from '../telemetry/events.ts';
import type { Claim, FairGate } from './fair-gate.ts';
import { isSameForEveryNotary } from './another-notary.ts';
import { covers } from '../policy/ask.ts';
import type { Ask } from '../policy/ask.ts';
import type { DayBudget } from '../policy/day-budget.ts';
import type { Policy } from '../policy/ports.ts';
import { isServed } from '../policy/standing.ts';
import type { Notarizers } from './modes.ts';
import type { CredentialLookup } from './credentials.ts';
import { keepAttestation } from './keep-attestation.ts';
import type { KeepDeps } from './keep-attestation.ts';
import { mayHaveBeenSent } from './may-have-been-sent.ts';

export interface NotarizeTask {
  /** Who asks for it. */
  readonly ask: Ask;
  /** Names what it is for in the store, for example "round/7/42". */
  readonly purpose: string;
  readonly kind: 'round' | 'action' | 'readback';
  readonly mode: ModeName;
  readonly operation: CheckedOperation;
  readonly params: ParamList;
  readonly subject: string;
  /** Of a group: the devices that its rows speak about, in their order; empty for none (GRP-1). */
  readonly rowSubjects?: readonly string[];
  readonly context: MessageInitShape<typeof ContextSchema>;
  /** In the order in which they are tried. */
  readonly notaries: readonly Uint8Array[];
  /** False where a second exchange could do harm: then only a failure before the request was sent leads to another notary. */
  readonly repeatable: boolean;
  /** What it is about, for those who follow along. */
  readonly tell: Pick<AttributesOf<'attestation.made'>, 'feedId' | 'round' | 'command' | 'device'>;
  readonly onPhase?: (phase: NotarizationPhase) => void;
}

export interface NotarizeTaskDeps extends KeepDeps {
  readonly notarizers: Notarizers;
  readonly view: ChainView;
  readonly credentials: CredentialLookup;
  readonly policy: Policy;
  /** Who is notarized for next, in each mode. */
  readonly gates: PerMode<FairGate>;
  /** What requests are counted against. */
  readonly budget: Pick<DayBudget, 'take'>;
  /** URLs that the operator fixed, by the notary's key in hex. */
  readonly pinned: ReadonlyMap<string, string>;
}

/** Notarizes, with another notary where one fails, and keeps each attestation before anybody uses it. */
export class NotarizeTasks {
  private readonly deps: NotarizeTaskDeps;

  constructor(deps: NotarizeTaskDeps) {
    this.deps = deps;
  }

  /** Attestations that were made for this purpose before, also by an earlier run of the process. */
  kept(purpose: string): ShapedAttestation[] {
    return this.deps.store.byPurpose(purpose).map(({ bytes }) => unwrap(readAttestation(bytes)));
  }

  /** The address of a registered notary: the operator's own pin before the registry. Undefined for one that is not active. */
  target(notary: Uint8Array): NotaryTarget | undefined {
    const registered = this.deps.view.notary(notary);
    if (registered?.active !== true) return undefined;
    const pinned = this.deps.pinned.get(bytesToHex(notary));
    return { pubkey: notary, url: pinned ?? registered.url, isTrusted: pinned !== undefined };
  }

  /** Has a session ready for when it is needed. A failure here costs only time then. */
  async prepare(
    mode: ModeName,
    notary: Uint8Array,
    operation: CheckedOperation,
    signal: AbortSignal,
  ): Promise<void> {
    const target = this.target(notary);
    if (target === undefined) return;
    // The notarizer tells of failures itself, those of later tries too, and tries again.
    await this.deps.notarizers[mode].prepare(target, operation, signal).catch(() => undefined);
  }

  /**
   * One attestation by the first notary that gives one. Rejects with the last failure where none does, and with `node.not_accepted` for
   * what the operator did not accept, before a credential is looked at.
   */
  async run(task: NotarizeTask, signal: AbortSignal): Promise<ShapedAttestation> {
    const claim = this.insistOnConsent(task);
    let last: unknown = new NodeError(
      'node.no_notary',
      `${task.purpose}: no notary that is registered and active`,
    );
    for (const notary of task.notaries) {
      const target = this.target(notary);
      if (target === undefined) continue;
      signal.throwIfAborted();
      try {
        return await this.deps.gates[task.mode].run(claim, () => this.attempt(task, target, signal), signal);
      } catch (error) {
        // Whoever ended it knows why, and tells.
        if (signal.aborted) throw error;
        last = error;
        this.deps.telemetry.notarizing.failed(task.kind, target.url, error);
        if (!mayTryAnother(task, error)) break;
      }
    }
    throw last;
  }

  /** Whoever asks for it, nothing goes out that is not accepted to the letter. Gives what it is due. */
  private insistOnConsent({ ask, operation, params, purpose, kind }: NotarizeTask): Claim {
    const standing = this.deps.policy.standing(ask);
    const share = this.deps.policy.share(ask);
    if (isServed(standing) && share !== undefined && covers(ask, operation.id, params))
      return { ...share, isFirst: kind !== 'round' };
    throw new NodeError(
      'node.not_accepted',
      `${purpose}: ${ask.kind} ${ask.id} of ${ask.by} is ${standing}, and asks for ${operation.message.name}`,
    );
  }

  private async attempt(
    task: NotarizeTask,
    target: NotaryTarget,
    signal: AbortSignal,
  ): Promise<ShapedAttestation> {
    const { notarizers, credentials, telemetry, clock } = this.deps;
    // The last look: it may have been taken back while it waited for its turn, or while another notary was asked.
    const claim = this.insistOnConsent(task);
    const { kind, mode } = task;
    const about = { ...task.tell, kind };
    const startedMs = clock.nowMs();
    const secrets = credentials.secrets(task.operation, task.subject);
    const purse = credentials.nameOf(task.operation, task.subject);
    const spent = this.deps.budget.take({ purse, share: claim, amount: 1, isFirst: claim.isFirst });
    telemetry.notarizing.started({ ...about, mode, notary: target.url });
    const exchange = await notarizers[mode]
      .notarize(
        {
          notary: target,
          operation: task.operation,
          params: paramsFromList(task.params),
          secrets,
          subject: task.subject,
          rowSubjects: task.rowSubjects ?? [],
          context: create(ContextSchema, task.context),
          onProgress: (phase) => {
            // In a cheap mode they pass in milliseconds.
            if (!MODES[mode].isCheap) telemetry.notarizing.phase({ ...about, phase, notary: target.url });
            task.onPhase?.(phase);
          },
        },
        signal,
      )
      .catch((error: unknown) => {
        if (!mayHaveBeenSent(error)) spent(0);
        throw error;
      });
    const seconds = (clock.nowMs() - startedMs) / 1_000;
    const kept = await keepAttestation(exchange, task, this.deps);
    const { warm, timings } = exchange;
    telemetry.notarizing.made({ ...about, ...kept, mode, warm, seconds, timings });
    return exchange.attestation.attestation;
  }
}

/** Another notary helps where the failure can be this one's, and is asked where a second exchange does no harm. */
function mayTryAnother(task: NotarizeTask, error: unknown): boolean {
  if (isSameForEveryNotary(error)) return false;
  return task.repeatable || !mayHaveBeenSent(error);
}
