import pc from 'picocolors';
import type { AdapterFinding, LintReport } from './lint-adapter.ts';

const MARKS = { error: pc.red('error'), warning: pc.yellow('warning'), note: pc.dim('note') };

/** Findings as a person reads them: code, operation and place, why it matters, the way out; and the sum. */
export function readableReport({ vendor, findings, withoutSample }: LintReport): string {
  const count = (severity: AdapterFinding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length;
  const blind = withoutSample.length === 0 ? [] : [blindText(withoutSample), ''];
  return [
    ...findings.flatMap(findingText),
    ...blind,
    `${vendor}: ${count('error')} errors, ${count('warning')} warnings, ${count('note')} notes`,
  ].join('\n');
}

function findingText({ severity, code, operation, field, message, remedy }: AdapterFinding): string[] {
  return [
    `${MARKS[severity]} ${code} at ${pc.bold(`${operation}.${field}`)}`,
    `  ${message}`,
    `  Way out: ${remedy}`,
    '',
  ];
}

function blindText(keys: readonly string[]): string {
  return `Without a recorded success in fixtures/manifest.json nothing is said about units: ${keys.join(', ')}`;
}
