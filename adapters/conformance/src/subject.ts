import { readCredentials } from '@cloudx3/adapter-kit';
import type { Adapter, CheckedOperation, Credentials, Params } from '@cloudx3/adapter-kit';
import { parseResponse, unwrap } from '@cloudx3/verifier-core';
import { loadFixtures } from './fixtures/load.ts';
import type { Fixture } from './fixtures/load.ts';
import type { ConformanceSetup } from './setup.ts';

/** One operation with all that the checks need of it. */
export interface OperationUnderTest {
  readonly key: string;
  readonly operation: CheckedOperation;
  readonly params: Params;
  /** A success, where the manifest has one: it must for every READ. */
  readonly sample: Sample | undefined;
}

export interface Sample {
  readonly params: Params;
  readonly body: string;
  readonly sessionTimeMs: bigint;
}

export interface Subject {
  readonly adapter: Adapter;
  readonly setup: ConformanceSetup;
  readonly credentials: Credentials;
  readonly operations: readonly OperationUnderTest[];
  readonly fixtures: readonly Fixture[];
}

export function subjectOf(adapter: Adapter, setup: ConformanceSetup): Subject {
  const fixtures = loadFixtures(setup.packageRoot);
  const operations = Object.entries(adapter.operations).map(([key, operation]) => ({
    key,
    operation,
    params: setup.params[key] ?? {},
    sample: sampleOf(key, fixtures),
  }));
  return {
    adapter,
    setup,
    credentials: readCredentials(adapter.auth, setup.credentials),
    operations,
    fixtures,
  };
}

export function sessionTimeOf(fixture: Fixture): bigint {
  return BigInt(Date.parse(fixture.entry.sessionTime));
}

function sampleOf(key: string, fixtures: readonly Fixture[]): Sample | undefined {
  const fixture = fixtures.find(({ entry }) => entry.operation === key && 'readings' in entry.expect);
  if (fixture === undefined) return undefined;
  const { body } = unwrap(parseResponse(fixture.bytes, { maxBytes: fixture.bytes.length }));
  return {
    params: fixture.entry.params,
    body: new TextDecoder('utf-8', { fatal: true }).decode(body),
    sessionTimeMs: sessionTimeOf(fixture),
  };
}
