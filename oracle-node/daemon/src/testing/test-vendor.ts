import type { Params } from '@cloudx3/verifier-core';
import type { VendorCredential } from '../notarizing/credentials.ts';

/** What the vendor's cloud holds: readings by operation name, and what actions do to them. */
export interface FakeVendor {
  readonly readings: Map<string, Record<string, string>>;
  /** Every exchange that reached the vendor, in order. */
  readonly exchanges: { readonly operation: string; readonly params: Params }[];
  act: (operation: string, params: Params) => void;
}

/** What a node needs to switch the plug. */
export const VENDOR_CREDENTIAL: VendorCredential = {
  server: 'api.vendor.example',
  subjects: [],
  secrets: { key: 'secret99' },
};

/** A vendor with a thermometer and a plug that does as it is told. */
export function testVendor(): FakeVendor {
  const readings = new Map([
    ['test/temperature', { temperature: '21.5' }],
    ['test/state', { output: '0' }],
  ]);
  return {
    readings,
    exchanges: [],
    act(operation, params) {
      if (operation === 'test/switch')
        readings.set('test/state', { output: params['turn'] === 'on' ? '1' : '0' });
    },
  };
}

/** How often the plug was told to switch. */
export function switchings({ exchanges }: FakeVendor): number {
  return exchanges.filter(({ operation }) => operation === 'test/switch').length;
}
