import type { Report, ReportFile } from '@cloudx3/proto';
import { checkReport, formatDecimal, readOperation } from '@cloudx3/verifier-core';
import type { FeedTerms, NamedCheck, ReportValue } from '@cloudx3/verifier-core';
import { failed, lineOf, passed } from './line.ts';
import type { CheckLine } from './line.ts';

export interface ReportVerdict {
  readonly lines: readonly CheckLine[];
  /** Undefined where a check failed. */
  readonly value?: ReportValue;
}

/** Checks a report against the policy in its file, as the contract does. Whether that policy is the feed's, only the chain can say. */
export function checkReportFile(file: ReportFile): ReportVerdict {
  const { report, network, policy } = file;
  if (report === undefined || network === undefined || policy === undefined) {
    return {
      lines: [
        failed('REP-1', 'the file is whole', 'report.malformed', 'report, network or policy is missing'),
      ],
    };
  }
  const operation = readOperation(file.operation);
  const first = lineOf('OP-2', 'the operation is well formed', operation);
  if (!operation.ok) return { lines: [first] };
  const terms: FeedTerms = {
    ...policy,
    id: report.feedId,
    operationId: operation.value.id,
    params: report.params,
    subject: report.subject,
    maxObservedAgeMs: policy.maxObservedAgeMs === 0n ? undefined : policy.maxObservedAgeMs,
  };
  const { checks, result } = checkReport(report, { network, feed: terms, operation: operation.value });
  const lines = [first, ...checks.map((check) => toLine(check))];
  return result.ok ? { lines, value: result.value } : { lines };
}

/** What a report comes to, for people. */
export function describeValue(report: Report, value: ReportValue, unit: string): string[] {
  return [
    `value   ${formatDecimal(value.value)} ${unit}`,
    `spread  ${formatDecimal(value.spread)}`,
    `feed ${report.feedId}, round ${report.round}, ${report.observations.length} observations`,
  ];
}

function toLine(check: NamedCheck): CheckLine {
  const [, rule = '', title = ''] = /^((?:[A-Z]+-\d+,? ?)+)(.*)$/.exec(check.name) ?? [];
  if (check.ok === undefined) {
    return { rule: rule.trim(), title, outcome: 'not checked', detail: 'something before it failed' };
  }
  return check.ok
    ? passed(rule.trim(), title)
    : failed(rule.trim(), title, check.code ?? '', check.message ?? '');
}
