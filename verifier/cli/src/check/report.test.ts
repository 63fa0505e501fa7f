import { MAX_BYTES, ReportFileSchema, decode, encode } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import { VerifierError } from '../error.ts';
import { decodeEvidence } from '../source/file.ts';
import { reportFileBytes } from '../testing/evidence.ts';
import { checkReportFile } from './report.ts';

describe('checkReportFile', () => {
  it('passes every check of a genuine report and gives its value', () => {
    const { lines, value } = checkReportFile(
      decode(ReportFileSchema, reportFileBytes(), MAX_BYTES.reportFile),
    );
    expect(lines.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(value?.value).toEqual({ mantissa: 23_150n, scale: 2 });
    expect(lines.every(({ rule }) => /^[A-Z]+-\d+/.test(rule))).toBe(true);
  });

  it('says which observation was tampered with', () => {
    const file = decode(ReportFileSchema, reportFileBytes(), MAX_BYTES.reportFile);
    file.report!.observations[1]!.signature[3]! ^= 1;
    const { lines, value } = checkReportFile(file);
    const failed = lines.filter(({ outcome }) => outcome === 'failed');
    expect(failed.map(({ rule, title }) => `${rule} ${title}`)).toEqual(['OBS-7 observation 1']);
    expect(value).toBeUndefined();
  });

  // Of the file's bytes only the policy's own can be changed without a signature noticing: they are the reader's, not the report's.
  // Every seventh byte: each try checks six signatures, and 7 is prime to the lengths of the fields.
  it('notices a change of any byte of the report', () => {
    const genuine = reportFileBytes();
    const said = JSON.stringify(verdictOf(genuine));
    const policyStart = genuine.length - policyLength(genuine);
    for (let at = 0; at < policyStart; at += 7) {
      const changed = genuine.slice();
      changed[at]! ^= 0x01;
      expect(JSON.stringify(verdictOf(changed)), `byte ${at}`).not.toEqual(said);
    }
  });
});

function policyLength(bytes: Uint8Array): number {
  const file = decode(ReportFileSchema, bytes, MAX_BYTES.reportFile);
  const whole = bytes.length;
  delete file.policy;
  return whole - encodedLength(file);
}

function encodedLength(file: ReturnType<typeof decode<typeof ReportFileSchema>>): number {
  return encode(ReportFileSchema, file).length;
}

function verdictOf(bytes: Uint8Array): unknown {
  try {
    const evidence = decodeEvidence(bytes, 'changed.report');
    if (evidence.kind !== 'report') return evidence.kind;
    const { lines } = checkReportFile(evidence.file);
    return lines.filter(({ outcome }) => outcome === 'failed').map(({ code }) => code);
  } catch (error) {
    if (error instanceof VerifierError) return error.code;
    throw error;
  }
}
