import type { CoreResult } from '@cloudx3/verifier-core';

/** One line of a verdict: a check by its rule id, in words, and how it went. */
export interface CheckLine {
  /** Rule of docs/PROTOCOL.md. */
  readonly rule: string;
  /** What is checked, as a sentence that holds or not. */
  readonly title: string;
  /** `not checked` where something is missing for it; `detail` says what. */
  readonly outcome: 'passed' | 'failed' | 'not checked';
  /** Dotted code of the failure. */
  readonly code?: string;
  /** What was found, why it failed, or what is needed to check it. */
  readonly detail?: string;
}

export function passed(rule: string, title: string, detail?: string): CheckLine {
  return { rule, title, outcome: 'passed', ...(detail === undefined ? {} : { detail }) };
}

export function notChecked(rule: string, title: string, detail: string): CheckLine {
  return { rule, title, outcome: 'not checked', detail };
}

export function failed(rule: string, title: string, code: string, detail: string): CheckLine {
  return { rule, title, outcome: 'failed', code, detail };
}

/** A line of a core result. */
export function lineOf(rule: string, title: string, result: CoreResult<unknown>, detail?: string): CheckLine {
  if (result.ok) return passed(rule, title, detail);
  const field = result.field === undefined ? '' : `${result.field} `;
  return failed(rule, title, result.code, `${field}${result.message}`);
}
