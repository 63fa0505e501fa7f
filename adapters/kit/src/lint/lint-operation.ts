import { checkProxyFit } from '@cloudx3/verifier-core';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { finding } from './finding.ts';
import type { LintFinding } from './finding.ts';
import { lintReadings } from './readings.ts';
import { lintSizes } from './sizes.ts';
import { lintTemplates } from './templates.ts';

/**
 * Finds what is well formed (OP-2, OP-3) and still unwise. `sample` is the parsed JSON body of a genuine answer; without it nothing
 * is said about units. The most severe come first.
 */
export function lintOperation(operation: CheckedOperation, sample?: unknown): LintFinding[] {
  const { message } = operation;
  const varying = message.holes
    .filter((hole) => hole.minLength !== hole.maxLength)
    .map((hole) =>
      finding(
        'note',
        'hole.length_varies',
        `holes.${hole.name}`,
        `It is ${hole.minLength} to ${hole.maxLength} long.`,
      ),
    );
  const fits = checkProxyFit(operation);
  const findings = [
    ...(fits.ok ? [] : [finding('error', 'hole.proxy_unfit', fits.field ?? 'holes', `It ${fits.message}.`)]),
    ...lintTemplates(message),
    ...lintSizes(operation),
    ...lintReadings(message, sample),
    ...varying,
  ];
  const order = ['error', 'warning', 'note'];
  return findings.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}
