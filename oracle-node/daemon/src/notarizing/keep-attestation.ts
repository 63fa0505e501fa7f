import {
  AttestationFileSchema,
  AttestationSchema,
  TranscriptOpeningSchema,
  create,
  encode,
} from '@cloudx3/proto';
import type { NotarizedExchange } from '@cloudx3/notary';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Archive, ArchiveEntry } from '../archive/ports.ts';
import type { Clock } from '../clock/clock.ts';
import { NodeError } from '../error.ts';
import type { AttestationStore } from '../store/ports.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

export interface KeepDeps {
  readonly archive: Archive;
  readonly store: AttestationStore;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** An archive that is slower is given up on: a reading has its round to keep to. */
const ARCHIVE_MS = 10_000;

/**
 * Keeps an attestation before anybody uses it: in the archive, and on disk in the store when this resolves. The archive first: a kill
 * between the two leaves an entry too many, never an attestation that is used and has none. An archive that fails is told of, and costs
 * no reading: the store is enough to go on. Gives the id in hex, and where the archive keeps it.
 */
export async function keepAttestation(
  exchange: NotarizedExchange,
  { purpose, operation }: { readonly purpose: string; readonly operation: CheckedOperation },
  deps: KeepDeps,
): Promise<{ readonly id: string; readonly file?: string }> {
  const { attestation, opening } = exchange;
  const id = bytesToHex(attestation.id);
  const file = await archived({ id, file: fileOf(exchange, operation) }, deps);
  const stored = {
    id,
    purpose,
    notary: bytesToHex(attestation.body.notary),
    bytes: encode(AttestationSchema, attestation.attestation),
    opening: encode(TranscriptOpeningSchema, create(TranscriptOpeningSchema, opening)),
  };
  deps.store.save(stored, deps.clock.nowMs());
  return { id, ...(file === undefined ? {} : { file }) };
}

async function archived(
  entry: ArchiveEntry,
  { archive, clock, telemetry }: KeepDeps,
): Promise<string | undefined> {
  const settled = new AbortController();
  const late = clock.sleep(ARCHIVE_MS, settled.signal).then(() => {
    throw new NodeError('node.archive', `the archive did not answer within ${ARCHIVE_MS} ms`);
  });
  try {
    const place = await Promise.race([archive.put(entry, clock.nowMs()), late]);
    telemetry.archive.kept();
    return place;
  } catch (error) {
    telemetry.archive.failed('put', error, entry.id);
    return undefined;
  } finally {
    late.catch(() => undefined);
    settled.abort();
  }
}

/** All that a verifier needs to check the attestation offline, back to the bytes of the TLS session. */
function fileOf(
  { attestation, opening }: NotarizedExchange,
  { bytes: operation }: CheckedOperation,
): Uint8Array {
  const file = { version: 1, attestation: attestation.attestation, operation, opening };
  return encode(AttestationFileSchema, create(AttestationFileSchema, file));
}
