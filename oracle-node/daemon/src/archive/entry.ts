import { AttestationFileSchema, MAX_BYTES, decode } from '@cloudx3/proto';
import { attestationId } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import { messageOf } from '@cloudx3/errors';
import { NodeError } from '../error.ts';

/** Throws `node.archive_entry` unless the file is canonical, within its bound, and about the attestation of this id. */
export function checkEntry(id: string, file: Uint8Array): void {
  if (idIn(file) === id) return;
  throw new NodeError('node.archive_entry', `what the archive holds as ${id} is another attestation`);
}

function idIn(file: Uint8Array): string {
  try {
    const body = decode(AttestationFileSchema, file, MAX_BYTES.attestationFile).attestation?.body;
    return body === undefined ? '' : bytesToHex(attestationId(body));
  } catch (cause) {
    throw new NodeError(
      'node.archive_entry',
      `what the archive holds is no attestation: ${messageOf(cause)}`,
      {
        cause,
      },
    );
  }
}
