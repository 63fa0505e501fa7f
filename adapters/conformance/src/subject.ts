import { readCredentials } from '@cloudx3/adapter-kit';
import type { Adapter, CheckedOperation, Credentials, Params } from '@cloudx3/adapter-kit';
import { loadFixtures } from './fixtures/load.ts';
import type { Fixture } from './fixtures/load.ts';
import { sampleOf } from './fixtures/sample.ts';
import type { Sample } from './fixtures/sample.ts';
import type { ConformanceSetup } from './setup.ts';

/** One operation with all that the checks need of it. */
export interface OperationUnderTest {
  readonly key: string;
  readonly operation: CheckedOperation;
  readonly params: Params;
  /** A success, where the manifest has one: it must for every READ. */
  readonly sample: Sample | undefined;
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
