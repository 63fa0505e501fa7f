import type { FeedPolicy, Report, ReportFile } from '@cloudx3/proto';
import {
  MODES,
  MODE_NAMES,
  checkReport,
  formatDecimal,
  pathsOf,
  perMode,
  readOperation,
  sourceId,
} from '@cloudx3/verifier-core';
import { verifyWithLibsecp } from '@cloudx3/verifier-core/node';
import type {
  CheckedOperation,
  Decimal,
  FeedOutcome,
  FeedTerms,
  NamedCheck,
  ReportValue,
} from '@cloudx3/verifier-core';
import { failed, lineOf, notChecked, passed } from './line.ts';
import type { CheckLine } from './line.ts';
import { describePath } from './path.ts';
import { describeTrust } from './trust.ts';

/** What the checks of a report came to. */
export interface ReportVerdict {
  /** Each check, in the order in which they were made. */
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
  const terms = termsOf(report, policy, operation.value);
  const latest = file.valueBefore;
  const { checks, result } = checkReport(report, {
    network,
    feed: terms,
    operation: operation.value,
    latest,
    verify: verifyWithLibsecp,
  });
  const lines = [first, ...checks.map((check) => toLine(check)), ...checkMoved(report, terms, latest)];
  return result.ok ? { lines, value: result.value } : { lines };
}

/** The policy of a file writes 0 where a feed has none. */
function termsOf(report: Report, policy: FeedPolicy, operation: CheckedOperation): FeedTerms {
  const accepted = (notaries: number) => (notaries === 0 ? undefined : { notaries });
  const { stepUp } = policy;
  return {
    ...policy,
    id: sourceId(report),
    operationId: operation.id,
    params: report.params,
    subject: report.subject,
    rows: policy.rows.length === 0 ? undefined : policy.rows,
    maxObservedAgeMs: policy.maxObservedAgeMs === 0n ? undefined : policy.maxObservedAgeMs,
    modes: perMode((name) => accepted(policy[`${name}Notaries`])),
    stepUp: stepUp && {
      everyRounds: stepUp.everyRounds === 0n ? undefined : stepUp.everyRounds,
      movedMoreThan: stepUp.movedMoreThan,
    },
  };
}

/** Says what the check of OBS-9 did not see: how far a value moved, where the file does not say from where. */
function checkMoved(report: Report, terms: FeedTerms, latest: Decimal | undefined): CheckLine[] {
  if (terms.stepUp?.movedMoreThan === undefined || latest !== undefined || report.paths.length === 0) {
    return [];
  }
  const title = 'no observation in PROXY mode moved by more than the feed takes';
  return [notChecked('OBS-9', title, 'the file does not say what the feed showed before this round')];
}

/** What a report comes to, for people. */
export function describeValue(report: Report, value: ReportValue, unit: string): string[] {
  return [
    ...value.feeds.flatMap((feed, i) => describeFeed(report.rows[i]?.key, feed, unit)),
    `${sourceOf(report)}, round ${report.round}, ${report.observations.length} observations`,
    `modes   ${MODE_NAMES.map((name) => `${value.modes[name]} ${MODES[name].title}`).join(', ')}`,
    ...describeTrust(
      MODE_NAMES.filter((name) => value.modes[name] > 0),
      'trusts  ',
    ),
    ...pathsOf(report).flatMap(describePath),
  ];
}

/** A feed of its own has no key; of a group, a row that too few could read is said to have no value. */
function describeFeed(key: string | undefined, feed: FeedOutcome | undefined, unit: string): string[] {
  const of = key === undefined ? '' : ` of ${key}`;
  if (feed === undefined) return [`no value${of}: fewer than the quorum could read it`];
  return [`value   ${formatDecimal(feed.value)} ${unit}${of}`, `spread  ${formatDecimal(feed.spread)}${of}`];
}

function sourceOf({ feedId, groupId }: Report): string {
  return groupId === 0 ? `feed ${feedId}` : `group ${groupId}`;
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
