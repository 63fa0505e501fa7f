import { parseResponse } from '@cloudx3/verifier-core';
import type { Adapter } from '../definition/spec.ts';
import type { Retry, VendorError } from '../definition/vendor-error.ts';
import { REMEDIES } from './remedies.ts';

/** A failure in an operator's words. Holds nothing of what the vendor wrote: an answer may echo a credential. */
export interface Explanation {
  /** Code of the rule that failed, for example `vendor.status`. */
  readonly code: string;
  /** The vendor's own reason where its error table has it, for example `shelly.device_offline`. */
  readonly vendorCode?: string;
  /** What has happened. */
  readonly meaning: string;
  /** What the operator does about it. */
  readonly remedy: string;
  /** Whether trying again is of use. */
  readonly retry: Retry;
}

/** More than a vendor writes into an error; an answer beyond it is explained by its status alone. */
const MAX_EXPLAINED_BYTES = 65_536;

/**
 * Says what a failed exchange means to an operator. `code` is that of the failed result, or of a notary's refusal; `response` is what
 * was received, where there is such.
 */
export function explainFailure(adapter: Adapter, code: string, response?: Uint8Array): Explanation {
  const row = response === undefined ? undefined : findRow(adapter.errors, response);
  if (row !== undefined) {
    return { code, vendorCode: row.code, meaning: row.meaning, remedy: row.remedy, retry: row.retry };
  }
  const known = REMEDIES.find(({ prefix }) => code.startsWith(prefix));
  return {
    code,
    meaning: known?.meaning ?? 'The exchange failed in a way that this adapter does not know.',
    remedy:
      known?.remedy ??
      `Look the code up in docs/errors.md, and check whether the API described at ${adapter.docs[0] ?? ''} has changed.`,
    retry: known?.retry ?? 'later',
  };
}

function findRow(rows: readonly VendorError[], response: Uint8Array): VendorError | undefined {
  if (response.length > MAX_EXPLAINED_BYTES) return undefined;
  const parsed = parseResponse(response, { maxBytes: MAX_EXPLAINED_BYTES });
  if (!parsed.ok) return undefined;
  const { status, body } = parsed.value;
  const json = readJson(body);
  return rows.find((row) => row.status === status && (row.body === undefined || shows(row.body, json)));
}

/** Only for advice: values come from `evaluateResponse`, which reads numbers by their source text. */
function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

function shows(test: NonNullable<VendorError['body']>, json: unknown): boolean {
  let value = json;
  for (const step of test.at) {
    // JSON.parse makes "__proto__" an own member, and nothing here reads an inherited one.
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step))
      return test.absent === true && json !== undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  if (test.absent === true) return false;
  if (test.equals === undefined) return value !== undefined;
  return ['string', 'number', 'boolean'].includes(typeof value) && String(value) === test.equals;
}
