import {
  AttestationFileSchema,
  AttestationSchema,
  ContextSchema,
  TranscriptOpeningSchema,
  create,
  encode,
} from '@cloudx3/proto';
import type { MessageInitShape } from '@cloudx3/proto';
import type { NotarizationPhase, NotarizedExchange, NotaryTarget } from '@cloudx3/notary';
import { readAttestation, unwrap } from '@cloudx3/verifier-core';
import type { CheckedOperation, ParamList, ShapedAttestation } from '@cloudx3/verifier-core';
import { paramsFromList } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ChainView } from '../chain/chain-view.ts';
import type { Clock } from '../clock/clock.ts';
import { NodeError, codeOf } from '../error.ts';
import type { AttestationStore } from '../store/ports.ts';
import type { Telemetry } from '../telemetry/events.ts';
import { isSameForEveryNotary } from './another-notary.ts';
import type { ModeName, Notarizers } from './modes.ts';
import type { AttestationFiles } from './attestation-files.ts';
import type { CredentialLookup } from './credentials.ts';

export interface NotarizeTask {
  /** Names what it is for in the store, for example "round/7/42". */
  readonly purpose: string;
  readonly kind: 'round' | 'action' | 'readback';
  readonly mode: ModeName;
  readonly operation: CheckedOperation;
  readonly params: ParamList;
  readonly subject: string;
  readonly context: MessageInitShape<typeof ContextSchema>;
  /** In the order in which they are tried. */
  readonly notaries: readonly Uint8Array[];
  /** False where a second exchange could do harm: then only a failure before the request was sent leads to another notary. */
  readonly repeatable: boolean;
  /** Fields that log lines of this task carry. */
  readonly tell: object;
  readonly onPhase?: (phase: NotarizationPhase) => void;
}

export interface NotarizeTaskDeps {
  readonly notarizers: Notarizers;
  readonly view: ChainView;
  readonly store: AttestationStore;
  readonly files: AttestationFiles;
  readonly credentials: CredentialLookup;
  readonly pinned: ReadonlyMap<string, string>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** From here on the request may have reached the vendor. */
const SENT: ReadonlySet<string> = new Set(['exchanging', 'checking', 'revealing', 'awaiting_attestation']);

/** Notarizes, with another notary where one fails, and keeps each attestation in the store and as a file before anybody uses it. */
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
    return { pubkey: notary, url: this.deps.pinned.get(bytesToHex(notary)) ?? registered.url };
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

  /** One attestation by the first notary that gives one. Rejects with the last failure where none does. */
  async run(task: NotarizeTask, signal: AbortSignal): Promise<ShapedAttestation> {
    let last: unknown = new NodeError(
      'node.no_notary',
      `${task.purpose}: no notary that is registered and active`,
    );
    for (const notary of task.notaries) {
      const target = this.target(notary);
      if (target === undefined) continue;
      signal.throwIfAborted();
      try {
        return await this.attempt(task, target, signal);
      } catch (error) {
        // Whoever ended it knows why, and tells.
        if (signal.aborted) throw error;
        last = error;
        this.deps.telemetry.notarizationFailed(task.kind, target.url, error);
        if (!mayTryAnother(task, error)) break;
      }
    }
    throw last;
  }

  private async attempt(
    task: NotarizeTask,
    target: NotaryTarget,
    signal: AbortSignal,
  ): Promise<ShapedAttestation> {
    const { notarizers, credentials, telemetry, clock } = this.deps;
    const startedMs = clock.nowMs();
    telemetry.event(`${task.kind === 'round' ? 'round' : 'command'}.reading_started`, {
      ...task.tell,
      kind: task.kind,
      mode: task.mode,
      notary: target.url,
    });
    const exchange = await notarizers[task.mode].notarize(
      {
        notary: target,
        operation: task.operation,
        params: paramsFromList(task.params),
        secrets: credentials(task.operation, task.subject),
        subject: task.subject,
        context: create(ContextSchema, task.context),
        onProgress: (phase) => {
          // In PROXY mode they pass in milliseconds.
          if (task.mode === 'mpc')
            telemetry.event('mpc.phase', { ...task.tell, kind: task.kind, phase, notary: target.url });
          task.onPhase?.(phase);
        },
      },
      signal,
    );
    const seconds = (clock.nowMs() - startedMs) / 1_000;
    telemetry.notarized(task.kind, seconds);
    return this.keep(task, exchange, seconds);
  }

  private keep(
    task: NotarizeTask,
    { attestation, opening, warm, timings }: NotarizedExchange,
    seconds: number,
  ): ShapedAttestation {
    const stored = {
      id: bytesToHex(attestation.id),
      purpose: task.purpose,
      notary: bytesToHex(attestation.body.notary),
      bytes: encode(AttestationSchema, attestation.attestation),
      opening: encode(TranscriptOpeningSchema, create(TranscriptOpeningSchema, opening)),
    };
    // The file first: a kill between the two leaves a file too many, never an attestation that is used and has none.
    const file = this.deps.files.write(stored.id, fileOf(task, attestation.attestation, opening));
    this.deps.store.save(stored, this.deps.clock.nowMs());
    this.deps.telemetry.event('attestation.made', {
      ...task.tell,
      kind: task.kind,
      id: stored.id,
      mode: task.mode,
      file,
      warm,
      seconds,
      timings,
    });
    return attestation.attestation;
  }
}

/** All that a verifier needs to check the attestation offline, back to the bytes of the TLS session. */
function fileOf(
  { operation }: NotarizeTask,
  attestation: ShapedAttestation,
  opening: NotarizedExchange['opening'],
): Uint8Array {
  const file = { version: 1, attestation, operation: operation.bytes, opening };
  return encode(AttestationFileSchema, create(AttestationFileSchema, file));
}

/** Another notary helps where the failure can be this one's, and is asked where a second exchange does no harm. */
function mayTryAnother(task: NotarizeTask, error: unknown): boolean {
  if (isSameForEveryNotary(error)) return false;
  return task.repeatable || !mayHaveBeenSent(error);
}

/** Whether the request can have reached the vendor before this failure. What says nothing of it may have. */
export function mayHaveBeenSent(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  if (codeOf(error).startsWith('node.')) return false;
  const phase = 'phase' in error ? error.phase : undefined;
  return typeof phase !== 'string' || SENT.has(phase);
}
