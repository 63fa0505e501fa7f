import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openMeteo } from '@cloudx3/adapter-open-meteo';
import { shelly } from '@cloudx3/adapter-shelly';
import { parse, stringify } from 'smol-toml';
import { z } from 'zod';
import { HOSTS } from '../certificates.ts';
import { writeWhole } from '../write-whole.ts';
import { checkReachable } from './reachable.ts';
import type { Vendor, VendorContext } from './vendor.ts';

const EMULATOR = fileURLToPath(new URL('../../../adapters/emulator/src/cli/main.ts', import.meta.url));

/** Who is played; named, so that a vendor that is installed besides needs no table in this network's configuration. */
const PLAYED = ['@cloudx3/adapter-open-meteo', '@cloudx3/adapter-shelly'];

/** Where the emulator's weather was measured (NOAA SURFRAD station Alamosa, Colorado). */
const ALAMOSA = { latitude: '37.70', longitude: '-105.92' };

const accountSchema = z.object({
  shelly: z.object({
    accounts: z.tuple([z.object({ auth_key: z.string(), devices: z.tuple([z.object({ id: z.string() })]) })]),
  }),
});

/** Starts the vendor cloud on real TLS: Open-Meteo for the feed, Shelly for the device. With `live`, Open-Meteo is the genuine one. */
export async function startEmulatorVendor(
  context: VendorContext,
  options: { live: boolean },
): Promise<Vendor> {
  const { plan, certificates, processes, signal } = context;
  if (options.live) await checkReachable(openMeteo().operations.temperature.message.serverName, signal);
  const home = join(plan.dataDir, 'vendor');
  const { authKey, deviceId } = openAccount(home);
  await processes.start({
    name: 'vendor',
    script: EMULATOR,
    args: [
      ...[
        'start',
        '--json',
        '--home',
        home,
        '--port',
        String(plan.vendorPort),
        '--admin-port',
        String(plan.vendorAdminPort),
      ],
      ...PLAYED.flatMap((name) => ['--vendor', name]),
      ...['--cert', certificates.vendor.cert, '--key', certificates.vendor.key],
    ],
    home,
  });
  const weather = options.live ? openMeteo() : openMeteo({ host: HOSTS.openMeteo, port: plan.vendorPort });
  const plug = shelly({ host: HOSTS.shelly, port: plan.vendorPort, authKeyLength: authKey.length });
  return {
    story: options.live
      ? 'the real Open-Meteo over the internet; the plug is the emulator’s'
      : 'an emulator of Open-Meteo and Shelly on real TLS, replaying measured data',
    adapters: [weather, plug],
    feed: {
      label: 'Air temperature, Alamosa',
      operation: weather.operations.temperature,
      params: ALAMOSA,
      reading: 'temperature',
      unit: 'Cel',
      decimals: 2,
      maxObservedAgeMs: 3_600_000n,
    },
    device: {
      label: 'Plug in the kitchen',
      adapter: plug,
      params: { device_id: deviceId },
      serial: deviceId,
      serialParam: 'device_id',
      capability: 'switch',
      on: 'true',
      off: 'false',
    },
    credentials: [
      { vendor: 'shelly', host: HOSTS.shelly, port: plan.vendorPort, secrets: { auth_key: authKey } },
    ],
    resolve: { [HOSTS.openMeteo]: '127.0.0.1', [HOSTS.shelly]: '127.0.0.1' },
    close: () => Promise.resolve(),
  };
}

/** The Shelly account of this network: its key and one plug, made at first use. */
function openAccount(home: string): { authKey: string; deviceId: string } {
  const file = join(home, 'emulator.toml');
  if (!existsSync(file)) {
    const account = {
      auth_key: randomBytes(46).toString('hex'),
      devices: [{ id: randomBytes(6).toString('hex') }],
    };
    const config = {
      open_meteo: { host: HOSTS.openMeteo },
      shelly: { host: HOSTS.shelly, accounts: [account] },
      replay: { interval_seconds: 60 },
    };
    writeWhole(file, stringify(config));
  }
  const [account] = accountSchema.parse(parse(readFileSync(file, 'utf8'))).shelly.accounts;
  return { authKey: account.auth_key, deviceId: account.devices[0].id };
}
