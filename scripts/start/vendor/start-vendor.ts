import type { Source } from '../options.ts';
import { startEmulatorVendor } from './emulator.ts';
import { startHomeAssistantVendor } from './home-assistant.ts';
import type { Vendor, VendorContext } from './vendor.ts';

export function startVendor(source: Source, context: VendorContext): Promise<Vendor> {
  if (source === 'home-assistant') return startHomeAssistantVendor(context);
  return startEmulatorVendor(context, { live: source === 'live' });
}
