import type { EmulatedVendor } from 'cloudx3-emulator';
import type { Check } from '../check.ts';
import { declare } from '../declare.ts';
import { dataChecks } from './checks/data.ts';
import { deviceChecks } from './checks/devices.ts';
import { readChecks } from './checks/reads.ts';
import { refusalChecks } from './checks/refusals.ts';
import { tableChecks } from './checks/table.ts';
import type { EmulatedSetup } from './setup.ts';
import { emulatedSubject } from './subject.ts';

/** Declares the tests that every emulated vendor passes. Call it at the top of `src/emulated/conformance.test.ts`. */
export function describeEmulatedConformance(vendor: EmulatedVendor, setup: EmulatedSetup): void {
  declare(`${vendor.vendor}, emulated: conformance`, emulatedChecks(vendor, setup));
}

/** What must hold of every emulated vendor and its adapter together, check by check. */
export function emulatedChecks(vendor: EmulatedVendor, setup: EmulatedSetup): Check[] {
  const subject = emulatedSubject(vendor, setup);
  return [tableChecks, readChecks, refusalChecks, deviceChecks, dataChecks].flatMap((checks) =>
    checks(subject),
  );
}
