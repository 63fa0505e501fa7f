import { loadConfig } from '@cloudx3/config';
import { ChainRegistry, notaryModes, resolveWith, startNotary } from '@cloudx3/notary';
import type { RegistryQueries, RunningNotary } from '@cloudx3/notary';
import { ChainReader, DevicesQueries, OracleQueries } from '@cloudx3/sdk';
import { bytesToHex } from '@noble/hashes/utils.js';
import { destination, pino } from 'pino';
import { configSchema } from './config.ts';
import type { NotaryConfig } from './config.ts';
import { limitsIn } from './limits.ts';
import { policyIn } from './policy.ts';
import { readCertificate, readPrivateKey, readSetting } from './read-files.ts';
import type { PassphraseContext } from './read-files.ts';

/**
 * Starts the notary of a configuration file: the composition root of the server. Rejects with ConfigError for what the file says wrong,
 * SdkError where the chain is not the one it names, and NotaryError where the notary cannot listen.
 */
export async function start(configFile: string, context: PassphraseContext): Promise<RunningNotary> {
  const config = await loadConfig(configFile, configSchema);
  const { tls, customCa, privateKey } = await readMaterial(configFile, config, context);
  // Stdout is for the readiness line; the log goes to stderr.
  const log = pino({ level: config.log.level, base: null }, destination(2));
  const { chain_id: chainId, oracle, rpc } = config.network;
  const reader = await ChainReader.connect({ rpcUrl: rpc, chainId });
  const { session: limits, mpc, proxy } = limitsIn(config);
  const { allow_private_hosts: allowPrivateHosts, resolve } = config.development;
  warnOfDevelopment(config, log);
  try {
    const notary = await startNotary(
      {
        network: { chainId, oracle },
        privateKey,
        listen: config.listen,
        tls,
        admin: config.admin,
        publicUrl: config.listen.public_url?.replace(/\/$/, ''),
        policy: policyIn(config),
        limits,
        allowPrivateHosts,
      },
      {
        registry: new ChainRegistry(registryQueries(reader, config.network)),
        modes: notaryModes(
          { customCa, threads: config.mpc.threads, limits: { mpc, proxy } },
          { resolve: resolveWith(resolve), allowPrivateHosts },
        ),
        log,
      },
    );
    log.info({ policy: config.policy }, 'what is served; an empty list is everybody, or everything');
    log.info({ url: notary.url, pubkey: bytesToHex(notary.pubkey) }, 'notary started');
    return {
      ...notary,
      close: async () => {
        await notary.close();
        reader.close();
        log.info('notary stopped');
      },
    };
  } catch (error) {
    reader.close();
    throw error;
  }
}

/** What the notary asks the two contracts. */
function registryQueries(
  reader: ChainReader,
  { oracle: at, devices }: NotaryConfig['network'],
): RegistryQueries {
  const oracle = new OracleQueries(reader, at);
  return {
    operator: (pubkey) => oracle.operator(pubkey),
    operation: (id) => oracle.operation(id),
    feed: (id) => oracle.feed(id),
    feedMembers: (id) => oracle.feedMembers(id),
    ...(devices === undefined ? {} : { devices: new DevicesQueries(reader, devices) }),
  };
}

/** The files that the configuration names. */
async function readMaterial(configFile: string, config: NotaryConfig, context: PassphraseContext) {
  const { listen, vendors } = config;
  const text = async (setting: string, path: string): Promise<string> =>
    new TextDecoder().decode(await readSetting(configFile, setting, path));
  return {
    tls: {
      cert: await text('listen.tls_cert', listen.tls_cert),
      key: await text('listen.tls_key', listen.tls_key),
    },
    customCa:
      vendors.custom_ca === undefined
        ? undefined
        : await readCertificate(configFile, 'vendors.custom_ca', vendors.custom_ca),
    privateKey: await readPrivateKey(configFile, config, context),
  };
}

/** Never silently: both make attestations mean less. */
function warnOfDevelopment(config: NotaryConfig, log: pino.Logger): void {
  if (config.vendors.custom_ca !== undefined) log.warn('a private CA is trusted; attestations say custom_ca');
  const named = Object.keys(config.development.resolve);
  if (named.length > 0) log.warn({ names: named }, 'some names are not asked of DNS (development)');
  if (config.development.allow_private_hosts) log.warn('hosts on private addresses are served (development)');
}
