import type { Adapter, CheckedOperation, Credentials, Params } from '@cloudx3/adapter-kit';
import type { Exchange } from './exchange.ts';
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

/** An operation of which there is a success. */
export interface SampledOperation extends OperationUnderTest {
  readonly sample: Sample;
}

/** An adapter with all that the checks need of it. */
export interface Subject {
  readonly adapter: Adapter;
  /** The adapter made a second time. */
  readonly again: Adapter;
  readonly setup: ConformanceSetup;
  readonly exchange: Exchange;
  readonly credentials: Credentials;
  readonly operations: readonly OperationUnderTest[];
  readonly fixtures: readonly Fixture[];
}

/** Makes an adapter twice, and reads what its package has recorded. */
export function subjectOf(make: () => Adapter, setup: ConformanceSetup, exchange: Exchange): Subject {
  const adapter = make();
  const fixtures = loadFixtures(setup.packageRoot);
  const operations = Object.entries(adapter.operations).map(([key, operation]) => ({
    key,
    operation,
    params: setup.params[key] ?? {},
    sample: sampleOf(key, fixtures),
  }));
  return {
    adapter,
    again: make(),
    setup,
    exchange,
    credentials: exchange.readCredentials(adapter.auth, setup.credentials),
    operations,
    fixtures,
  };
}

/** The operations of which there is a success. */
export function sampled({ operations }: Subject): SampledOperation[] {
  return operations.flatMap((test) => (test.sample === undefined ? [] : [{ ...test, sample: test.sample }]));
}
