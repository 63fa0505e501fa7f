import { DecimalSchema, MAX_BYTES, Mode, ReportFileSchema, create, decode, encode } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import { VerifierError } from '../error.ts';
import { decodeEvidence } from '../source/file.ts';
import { reportFileBytes } from '../testing/evidence.ts';
import { checkReportFile, describeValue } from './report.ts';

describe('checkReportFile', () => {
  it('passes every check of a genuine report and gives its value', () => {
    const { lines, value } = checkReportFile(
      decode(ReportFileSchema, reportFileBytes(), MAX_BYTES.reportFile),
    );
    expect(lines.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(value?.feeds[0]?.value).toEqual({ mantissa: 23_150n, scale: 2 });
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

  it('checks step-up where the file says what the value moved from, and says so where it does not', () => {
    const stepUp = { movedMoreThan: { mantissa: 100n, scale: 2 } };
    const bytes = reportFileBytes(Mode.PROXY, { proxyNotaries: 1, stepUp });
    const read = () => decode(ReportFileSchema, bytes, MAX_BYTES.reportFile);
    const of = (mantissa: bigint | undefined) => {
      const file = read();
      if (mantissa !== undefined) file.valueBefore = create(DecimalSchema, { mantissa, scale: 2 });
      return checkReportFile(file).lines.filter(({ outcome }) => outcome !== 'passed');
    };
    expect(of(23_050n)).toEqual([]);
    expect(new Set(of(23_049n).map(({ code }) => code))).toEqual(
      new Set(['observation.step_up_moved', undefined]),
    );
    expect(of(undefined)).toMatchObject([{ rule: 'OBS-9', outcome: 'not checked' }]);
    const everyRounds = reportFileBytes(Mode.PROXY, { proxyNotaries: 1, stepUp: { everyRounds: 3n } });
    const { lines } = checkReportFile(decode(ReportFileSchema, everyRounds, MAX_BYTES.reportFile));
    expect(lines.find(({ outcome }) => outcome === 'failed')?.code).toBe('observation.step_up_round');
  });

  it('says of a report in PROXY mode what it rests on', () => {
    const file = decode(
      ReportFileSchema,
      reportFileBytes(Mode.PROXY, { proxyNotaries: 1 }),
      MAX_BYTES.reportFile,
    );
    const { value } = checkReportFile(file);
    const said = describeValue(file.report!, value!, 'W');
    expect(said).toContain('modes   0 MPC, 3 PROXY');
    expect(said.filter((line) => line.startsWith('address'))).toEqual(['address   203.0.113.7']);
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
