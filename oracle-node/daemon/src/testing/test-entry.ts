import { AttestationFileSchema, create, encode } from '@cloudx3/proto';
import { attest, seededBytes, testNetwork } from '@cloudx3/oracle-protocol/testing';
import { attestationId } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ArchiveEntry } from '../archive/ports.ts';

const net = testNetwork();

/** An attestation file of a session of this name, the same in every run; another operation makes another file of one attestation. */
export function testEntry(session: string, changes: { operation?: Uint8Array } = {}): ArchiveEntry {
  const attestation = attest(net, { member: net.members[0] ?? unreachable(), round: 1n, session });
  const message = create(AttestationFileSchema, {
    version: 1,
    attestation,
    operation: changes.operation ?? net.operation.bytes,
    opening: { salt: seededBytes(`salt/${session}`, 32), sent: seededBytes('sent', 40) },
  });
  return { id: bytesToHex(attestationId(attestation.body)), file: encode(AttestationFileSchema, message) };
}

function unreachable(): never {
  throw new Error('a test network has members');
}
