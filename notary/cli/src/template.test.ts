import { parseConfig } from '@cloudx3/config';
import { describe, expect, it } from 'vitest';
import { OPEN_POLICY } from '@cloudx3/notary';
import { configSchema } from './config.ts';
import { policyIn } from './policy.ts';
import { renderConfig } from './template.ts';
import type { ConfigTemplate } from './template.ts';

const LEAST: ConfigTemplate = {
  chainId: 'cloudx3-test-1',
  oracle: 'cx31oracle',
  devices: undefined,
  rpc: 'http://127.0.0.1:26657',
  host: '0.0.0.0',
  port: 7047,
  adminPort: undefined,
  publicUrl: undefined,
  tlsCert: 'cert.pem',
  tlsKey: 'key.pem',
  keyFile: 'notary-key.age',
  passphraseFile: undefined,
  customCa: undefined,
  development: false,
  resolve: {},
};

function readBack(template: ConfigTemplate) {
  const result = parseConfig(renderConfig(template), configSchema);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join());
  return result.value;
}

describe('a new configuration file', () => {
  it('says no more than it was told, and is safe by default', () => {
    const config = readBack(LEAST);
    expect(policyIn(config)).toEqual(OPEN_POLICY);
    expect(config.network.devices).toBeUndefined();
    expect(config.admin).toBeUndefined();
    expect(config.listen.public_url).toBeUndefined();
    expect(config.vendors.custom_ca).toBeUndefined();
    expect(config.development).toEqual({ allow_private_hosts: false, resolve: {} });
  });

  it('is read back as it was meant', () => {
    const config = readBack({
      ...LEAST,
      adminPort: 7048,
      publicUrl: 'wss://notary.example:7047',
      passphraseFile: 'notary.passphrase',
      customCa: 'ca.pem',
      development: true,
      resolve: { 'api.vendor.test': '127.0.0.1', 'other.vendor.test': '::1' },
    });
    expect(config.admin).toEqual({ host: '127.0.0.1', port: 7048 });
    expect(config.listen.public_url).toBe('wss://notary.example:7047');
    expect(config.key).toEqual({ file: 'notary-key.age', passphrase_file: 'notary.passphrase' });
    expect(config.vendors.custom_ca).toBe('ca.pem');
    expect(config.development).toEqual({
      allow_private_hosts: true,
      resolve: { 'api.vendor.test': '127.0.0.1', 'other.vendor.test': '::1' },
    });
  });

  it('shows a policy that is read as it stands there, once it is no comment any more', () => {
    const text = renderConfig({ ...LEAST, devices: 'wasm1devices' });
    const said = text.replaceAll(/^# (operators|operations|hosts|least_reward|unpaid) = /gm, '$1 = ');
    const result = parseConfig(said, configSchema);
    expect(result).toMatchObject({
      ok: true,
      value: {
        network: { devices: 'wasm1devices' },
        policy: { hosts: ['api.vendor.example'], unpaid: true },
      },
    });
  });

  it.each(['a "quoted" path', 'C:\\keys\\notary', 'a\ttab', 'with \x7f and é', "with 'single' quotes"])(
    'keeps %j as it is',
    (path) => {
      expect(readBack({ ...LEAST, tlsCert: path }).listen.tls_cert).toBe(path);
    },
  );
});
