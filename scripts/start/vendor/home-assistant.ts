import { join } from 'node:path';
import { homeAssistant } from '@cloudx3/adapter-home-assistant';
import { installHomeAssistant, startHomeAssistant } from '../../home-assistant/index.ts';
import { HOSTS, readText } from '../certificates.ts';
import type { Vendor, VendorContext } from './vendor.ts';

/** Installs and starts a genuine Home Assistant; a demo sensor of its is the feed, a demo switch the device. */
export async function startHomeAssistantVendor({
  plan,
  certificates,
  terminal,
  signal,
}: VendorContext): Promise<Vendor> {
  await installHomeAssistant({
    signal,
    onProgress: ({ text }) => terminal.progress(`Home Assistant: ${text}`),
  });
  terminal.step('Home Assistant is installed; starting it');
  const server = await startHomeAssistant({
    configDir: join(plan.dataDir, 'home-assistant'),
    port: plan.homeAssistantPort,
    certificatePem: readText(certificates.vendor.cert),
    keyPem: readText(certificates.vendor.key),
    caPem: readText(certificates.ca),
    serverName: HOSTS.homeAssistant,
    signal,
    onProgress: ({ text }) => terminal.progress(`Home Assistant: ${text}`),
  });
  const adapter = homeAssistant({
    host: HOSTS.homeAssistant,
    port: server.port,
    tokenLength: server.token.length,
  });
  return {
    story: 'a genuine Home Assistant on this machine',
    adapters: [adapter],
    feed: {
      label: 'Outside temperature, Home Assistant',
      operation: adapter.operations.temperature,
      params: { entity_id: 'sensor.outside_temperature' },
      reading: 'temperature',
      unit: 'Cel',
      decimals: 1,
    },
    device: {
      label: 'Decorative lights',
      adapter,
      params: { entity_id: 'switch.decorative_lights' },
      serial: 'switch.decorative_lights',
      serialParam: 'entity_id',
      capability: 'switch',
      on: 'turn_on',
      off: 'turn_off',
    },
    credentials: [
      {
        vendor: 'home-assistant',
        host: HOSTS.homeAssistant,
        port: server.port,
        secrets: { token: server.token },
      },
    ],
    resolve: { [HOSTS.homeAssistant]: '127.0.0.1' },
    close: () => server.close(),
  };
}
