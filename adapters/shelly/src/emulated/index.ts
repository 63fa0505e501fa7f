import { emulatedVendor } from 'cloudx3-emulator';
import { ShellyCloud } from './cloud.ts';
import { loadHousehold } from './household.ts';
import { Plug } from './plug.ts';
import { firstShellyTable, shellyTable } from './table.ts';

/** Shelly's cloud for the emulator: metered plugs that draw what a household drew. */
export const emulated = emulatedVendor({
  vendor: 'shelly',
  table: shellyTable,
  firstTable: firstShellyTable,
  open(table, { clock, logs, rateLimitScale }) {
    const data = loadHousehold();
    const plugs = { log: Plug.log(logs), data, clock };
    const accounts = new Map(
      table.accounts.map(({ auth_key, devices }) => [
        auth_key,
        new Map(
          devices.map(({ id, on, offset_minutes: minutes }) => [
            id,
            new Plug({ id, on, offsetMs: minutes * 60_000 }, plugs),
          ]),
        ),
      ]),
    );
    return new ShellyCloud(
      { host: table.host, rateLimitScale, rateLimitStatus: table.rate_limit_status },
      { accounts, series: { ...data } },
    );
  },
});
