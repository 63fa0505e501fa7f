import type { Adapter } from '@cloudx3/adapter-kit';
import { describe } from 'vitest';
import { describeCapabilities } from './checks/capabilities.ts';
import { describeCredentials } from './checks/credentials.ts';
import { describeDamage } from './checks/damage.ts';
import { describeFailures } from './checks/failures.ts';
import { describeFixtures } from './checks/fixtures.ts';
import { describeOperations } from './checks/operations.ts';
import { describeReadings } from './checks/readings.ts';
import { describeRequests } from './checks/requests.ts';
import type { ConformanceSetup } from './setup.ts';
import { subjectOf } from './subject.ts';

/** Declares the tests that every adapter passes. Call it at the top of `src/conformance.test.ts`. */
export function describeAdapterConformance(adapter: Adapter, setup: ConformanceSetup): void {
  describe(`${adapter.vendor}: conformance`, () => {
    const subject = subjectOf(adapter, setup);
    describeOperations(subject);
    describeRequests(subject);
    describeFixtures(subject);
    describeReadings(subject);
    describeFailures(subject);
    describeDamage(subject);
    describeCredentials(subject);
    describeCapabilities(subject);
  });
}
