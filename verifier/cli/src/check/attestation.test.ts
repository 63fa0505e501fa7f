import { AttestationFileSchema, Mode, encode } from '@cloudx3/proto';
import type { AttestationFile } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import { VerifierError } from '../error.ts';
import { decodeEvidence } from '../source/file.ts';
import { NOTARY, attestationFile } from '../testing/evidence.ts';
import { checkAttestationFile, describe as describeBody } from './attestation.ts';

const trust = { notaries: [NOTARY.pubkey] };

function failures(file: AttestationFile): string[] {
  return checkAttestationFile(
    { attestation: file.attestation!, operation: file.operation, opening: file.opening },
    trust,
  )
    .filter((line) => line.outcome === 'failed')
    .map((line) => line.code ?? '');
}

describe('checkAttestationFile', () => {
  it('passes every check of genuine evidence', () => {
    const file = attestationFile();
    const lines = checkAttestationFile(
      { attestation: file.attestation!, operation: file.operation, opening: file.opening },
      trust,
    );
    expect(lines.map(({ outcome }) => outcome)).toEqual(lines.map(() => 'passed'));
    expect(lines.map(({ rule }) => rule)).toEqual([
      'ATT-2',
      'ATT-1',
      'ATT-1',
      'OP-1',
      'ATT-4',
      'ATT-3',
      'REQ-2',
      'SEL-2',
      'ATT-2',
    ]);
  });

  it('does not take a notary for granted that nobody named', () => {
    const file = attestationFile();
    const lines = checkAttestationFile({ attestation: file.attestation! }, {});
    expect(lines.filter(({ outcome }) => outcome === 'not checked').map(({ rule }) => rule)).toEqual([
      'ATT-1',
      'OP-1',
      'ATT-4',
      'ATT-3',
    ]);
  });

  it('tells apart what was tampered with', () => {
    const tampered = (change: (file: AttestationFile) => void): string[] => {
      const file = attestationFile();
      change(file);
      return failures(file);
    };
    expect(tampered((f) => (f.attestation!.body!.readings[0]!.value!.mantissa += 1n))).toEqual([
      'attestation.signature',
      'attestation.readings',
    ]);
    expect(tampered((f) => (f.attestation!.signature[5]! ^= 1))).toEqual(['attestation.signature']);
    expect(tampered((f) => (f.opening!.received[f.opening!.received.length - 3]! ^= 1))).toEqual([
      'attestation.opening',
    ]);
    expect(tampered((f) => (f.opening!.salt[0]! ^= 1))).toEqual(['attestation.opening']);
    expect(tampered((f) => (f.attestation!.body!.operationId[0]! ^= 1))).toEqual([
      'attestation.signature',
      'attestation.operation',
    ]);
  });

  it('says of a session in PROXY mode what it rests on', () => {
    const file = attestationFile(Mode.PROXY);
    const said = describeBody(file.attestation!.body!).join('\n');
    expect(said).toContain("trusts    the notary's own network path to the server");
    for (const text of [
      'address   203.0.113.7',
      `key       ${'aa'.repeat(32)}`,
      `issuer    ${'bb'.repeat(32)}`,
      'TLS 1.3, TLS_AES_128_GCM_SHA256',
      'a session ticket of the server opened',
      'its content is not',
      'request   22 public + 8 hidden + 85 public bytes',
    ]) {
      expect(said).toContain(text);
    }
    const lines = checkAttestationFile(
      { attestation: file.attestation!, operation: file.operation, opening: file.opening },
      trust,
    );
    expect(lines.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(lines.map(({ rule }) => rule)).toContain('REQ-3');
    expect(describeBody(attestationFile().attestation!.body!).join()).not.toContain('trusts');
  });

  it('notices segments that are not those of the transcript', () => {
    const file = attestationFile(Mode.PROXY);
    file.attestation!.body!.path!.segmentLengths[0]! += 1;
    expect(failures(file)).toEqual(['attestation.signature', 'attestation.path']);
  });

  it('has words for evidence of a kind that is not known', () => {
    const { body } = attestationFile(Mode.PROXY).attestation!;
    Object.assign(body!.path!, { keyBinding: 9, holeAssurance: 9, tlsVersion: 0x0303, cipherSuite: 0xc02f });
    const said = describeBody(body!).join('\n');
    expect(said).toContain('TLS version 0x303, suite 0xc02f');
    expect(said.match(/of a kind that is not known here/g)).toHaveLength(2);
  });

  it('refuses another notary than those trusted', () => {
    const file = attestationFile();
    const other = Uint8Array.from(NOTARY.pubkey, (byte, i) => (i === 9 ? byte ^ 1 : byte));
    const lines = checkAttestationFile({ attestation: file.attestation! }, { notaries: [other] });
    expect(lines.filter(({ outcome }) => outcome === 'failed').map(({ code }) => code)).toEqual([
      'attestation.notary',
    ]);
  });

  it('notices a change of any byte of the file', () => {
    const bytes = encode(AttestationFileSchema, attestationFile());
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = bytes.slice();
      changed[at]! ^= 0x01;
      expect(codesOf(changed), `byte ${at}`).not.toEqual([]);
    }
  });
});

function codesOf(bytes: Uint8Array): string[] {
  try {
    const evidence = decodeEvidence(bytes, 'changed.attestation');
    if (evidence.kind === 'report') return ['report'];
    return checkAttestationFile(evidence, trust)
      .filter(({ outcome }) => outcome === 'failed')
      .map(({ code }) => code ?? '?');
  } catch (error) {
    if (error instanceof VerifierError) return [error.code];
    throw error;
  }
}
