import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AttestationFileSchema,
  AttestationSchema,
  MAX_BYTES,
  ReportFileSchema,
  create,
  encode,
} from '@cloudx3/proto';
import { afterAll, describe, expect, it } from 'vitest';
import { attestationFile, reportFileBytes } from '../testing/evidence.ts';
import { decodeEvidence, readEvidence } from './file.ts';

const folder = mkdtempSync(join(tmpdir(), 'cloudx3-evidence-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const refused = (code: string, message: RegExp) =>
  expect.objectContaining({
    name: 'VerifierError',
    code,
    message: expect.stringMatching(message) as string,
  }) as Error;
const attestation = encode(AttestationFileSchema, attestationFile());

describe('readEvidence', () => {
  it('tells by what is in a file whether it is an attestation, a bare one, or a report', () => {
    expect(readEvidence(written('a.attestation', attestation))).toMatchObject({ kind: 'attestation' });
    const bare = readEvidence(written('b', encode(AttestationSchema, attestationFile().attestation!)));
    expect(bare).toMatchObject({ kind: 'attestation', attestation: attestationFile().attestation });
    expect(bare).not.toHaveProperty('operation');
    expect(readEvidence(written('c', reportFileBytes())).kind).toBe('report');
    expect(readEvidence(written('c.report', reportFileBytes())).kind).toBe('report');
  });

  it('takes the ending .report at its word', () => {
    const path = written('d.report', attestation);
    expect(() => readEvidence(path)).toThrow(refused('verifier.file_malformed', /d\.report is neither/));
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('-----BEGIN ATTESTATION-----')],
    ['an attestation that is cut off', attestation.slice(0, -1)],
    ['an attestation that something follows', Uint8Array.of(...attestation, 0)],
    ['a report that is cut off', reportFileBytes().slice(0, -1)],
    [
      'a file of another version',
      encode(AttestationFileSchema, create(AttestationFileSchema, { version: 2 })),
    ],
    [
      'a file without attestation',
      encode(AttestationFileSchema, create(AttestationFileSchema, { version: 1 })),
    ],
    ['a report file of another version', encode(ReportFileSchema, create(ReportFileSchema, { version: 3 }))],
  ])('refuses %s', (_what, bytes) => {
    expect(() => decodeEvidence(bytes, 'x.attestation')).toThrow(
      refused('verifier.file_malformed', /^x\.attestation is neither an attestation nor a report: /),
    );
  });

  it('says why a file cannot be read', () => {
    expect(() => readEvidence(join(folder, 'none'))).toThrow(refused('verifier.file_unreadable', /ENOENT/));
    expect(() => readEvidence(folder)).toThrow(refused('verifier.file_unreadable', /EISDIR/));
  });

  it('reads no more of a file than any of ours has', () => {
    const path = written('large.attestation', attestation);
    truncateSync(path, 8 * 1024 ** 3);
    const most = MAX_BYTES.attestationFile;
    expect(() => readEvidence(path)).toThrow(
      refused('verifier.file_malformed', new RegExp(`${most + 1} bytes, at most ${most} are read`)),
    );
    // This one has no end at all.
    expect(() => readEvidence('/dev/zero')).toThrow(refused('verifier.file_malformed', /bytes, at most/));
  });
});
