import { closeSync, openSync, readSync } from 'node:fs';
import {
  AttestationFileSchema,
  AttestationSchema,
  MAX_BYTES,
  ProtoError,
  ReportFileSchema,
  decode,
} from '@cloudx3/proto';
import type { Attestation, ReportFile, TranscriptOpening } from '@cloudx3/proto';
import { VerifierError } from '../error.ts';

/** What a file of ours holds. */
export type Evidence =
  | {
      readonly kind: 'attestation';
      readonly attestation: Attestation;
      readonly operation?: Uint8Array;
      readonly opening?: TranscriptOpening | undefined;
    }
  | { readonly kind: 'report'; readonly file: ReportFile };

/** Reads evidence from a file: an attestation with its operation and transcript, a bare attestation, or a report (rule ENC-2). */
export function readEvidence(path: string): Evidence {
  return decodeEvidence(readBytes(path), path);
}

/** The same from bytes; `path` is for messages, and its ending says which kind is expected. */
export function decodeEvidence(bytes: Uint8Array, path: string): Evidence {
  const readers = path.endsWith('.report')
    ? [readReportFile]
    : [readAttestationFile, readAttestation, readReportFile];
  let first: unknown;
  for (const read of readers) {
    try {
      return read(bytes);
    } catch (error) {
      if (!(error instanceof ProtoError)) throw error;
      first ??= error;
    }
  }
  const why = first instanceof Error ? first.message : '';
  throw new VerifierError(
    'verifier.file_malformed',
    `${path} is neither an attestation nor a report: ${why}`,
    { cause: first },
  );
}

/** No file of ours is longer. */
const MOST_BYTES = Math.max(MAX_BYTES.attestationFile, MAX_BYTES.reportFile);

/** The bytes of a file, and one more than any of ours has of one that is longer, which may have no end. */
function readBytes(path: string): Uint8Array {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = new Uint8Array(MOST_BYTES + 1);
      let length = 0;
      for (let read = 1; read > 0 && length < bytes.length; length += read) {
        read = readSync(file, bytes, length, bytes.length - length, null);
      }
      return bytes.slice(0, length);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw new VerifierError('verifier.file_unreadable', `${path} cannot be read: ${why}`, { cause });
  }
}

function readAttestationFile(bytes: Uint8Array): Evidence {
  const file = decode(AttestationFileSchema, bytes, MAX_BYTES.attestationFile);
  // A bare attestation whose first field happens to parse has no version; it is read by the next reader.
  if (file.version !== 1 || file.attestation === undefined) {
    throw new ProtoError('proto.malformed', 'AttestationFile: version is not 1, or there is no attestation');
  }
  return {
    kind: 'attestation',
    attestation: file.attestation,
    operation: file.operation,
    opening: file.opening,
  };
}

function readAttestation(bytes: Uint8Array): Evidence {
  const attestation = decode(AttestationSchema, bytes, MAX_BYTES.attestation);
  // No bytes at all are a message, too, of which every field is left out.
  if (attestation.body === undefined)
    throw new ProtoError('proto.malformed', 'Attestation: there is no body');
  return { kind: 'attestation', attestation };
}

function readReportFile(bytes: Uint8Array): Evidence {
  const file = decode(ReportFileSchema, bytes, MAX_BYTES.reportFile);
  if (file.version !== 1 || file.report === undefined) {
    throw new ProtoError('proto.malformed', 'ReportFile: version is not 1, or there is no report');
  }
  return { kind: 'report', file };
}
