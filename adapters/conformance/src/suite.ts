import type { Adapter } from '@cloudx3/adapter-kit';
import type { Check } from './check.ts';
import { capabilityChecks } from './checks/capabilities.ts';
import { credentialChecks } from './checks/credentials.ts';
import { damageChecks } from './checks/damage.ts';
import { bodyChecks } from './checks/bodies.ts';
import { failureChecks } from './checks/failures.ts';
import { fixtureChecks } from './checks/fixtures.ts';
import { adapterChecks, operationChecks } from './checks/operations.ts';
import { readingChecks } from './checks/readings.ts';
import { requestChecks } from './checks/requests.ts';
import { declare } from './declare.ts';
import { EXCHANGE } from './exchange.ts';
import type { ConformanceSetup } from './setup.ts';
import { subjectOf } from './subject.ts';

/** Declares the tests that every adapter passes. Call it at the top of `src/conformance.test.ts`, with what makes the adapter. */
export function describeAdapterConformance(make: () => Adapter, setup: ConformanceSetup): void {
  declare(`${make().vendor}: conformance`, conformanceChecks(make, setup));
}

/** What must hold of every adapter, check by check. `exchange` is what judges with it: the kit's own unless given. */
export function conformanceChecks(
  make: () => Adapter,
  setup: ConformanceSetup,
  exchange = EXCHANGE,
): Check[] {
  const subject = subjectOf(make, setup, exchange);
  return [
    operationChecks,
    adapterChecks,
    requestChecks,
    fixtureChecks,
    readingChecks,
    failureChecks,
    bodyChecks,
    damageChecks,
    credentialChecks,
    capabilityChecks,
  ].flatMap((checks) => checks(subject));
}
