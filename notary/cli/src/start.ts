import { loadConfig } from '@cloudx3/config';
import {
  ChainRegistry,
  mergeLimits,
  resolveWith,
  startEngineCarrier,
  startEngineVerifier,
  startNotary,
} from '@cloudx3/notary';
import type { LimitChanges, RunningNotary } from '@cloudx3/notary';
import { ChainReader, OracleQueries } from '@cloudx3/sdk';
import { bytesToHex } from '@noble/hashes/utils.js';
import { destination, pino } from 'pino';
import { configSchema } from './config.ts';
import type { NotaryConfig } from './config.ts';
import { pemOf, readCertificate, readPrivateKey, readSetting } from './read-files.ts';
import type { PassphraseContext } from './read-files.ts';

/** Starts the notary of a configuration file: the composition root of the server. */
export async function start(configFile: string, context: PassphraseContext): Promise<RunningNotary> {
  const config = await loadConfig(configFile, configSchema);
  const text = async (setting: string, path: string): Promise<string> =>
    new TextDecoder().decode(await readSetting(configFile, setting, path));
  const tls = {
    cert: await text('listen.tls_cert', config.listen.tls_cert),
    key: await text('listen.tls_key', config.listen.tls_key),
  };
  const customCa =
    config.vendors.custom_ca === undefined
      ? undefined
      : await readCertificate(configFile, 'vendors.custom_ca', config.vendors.custom_ca);
  const privateKey = await readPrivateKey(configFile, config, context);
  // Stdout is for the readiness line; the log goes to stderr.
  const log = pino({ level: config.log.level, base: null }, destination(2));
  const { chain_id: chainId, oracle, rpc } = config.network;
  const reader = await ChainReader.connect({ rpcUrl: rpc, chainId });
  const limits = mergeLimits(limitsIn(config));
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
        limits,
        allowPrivateHosts: config.development.allow_private_hosts,
        customCa: customCa !== undefined,
      },
      {
        registry: new ChainRegistry(new OracleQueries(reader, oracle)),
        startVerifier: startEngineVerifier({ customCa, threads: config.mpc.threads }, limits),
        startCarrier: startEngineCarrier(
          { customCaPem: customCa === undefined ? undefined : pemOf(customCa) },
          {
            resolve: resolveWith(config.development.resolve),
            allowPrivateHosts: config.development.allow_private_hosts,
          },
        ),
        log,
      },
    );
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

/** Never silently: both make attestations mean less. */
function warnOfDevelopment(config: NotaryConfig, log: pino.Logger): void {
  if (config.vendors.custom_ca !== undefined) log.warn('a private CA is trusted; attestations say custom_ca');
  const named = Object.keys(config.development.resolve);
  if (named.length > 0) log.warn({ names: named }, 'some names are not asked of DNS (development)');
  if (config.development.allow_private_hosts) log.warn('hosts on private addresses are served (development)');
}

/** The limits that the file sets, under the names that the program has for them. */
function limitsIn({ limits: { proxy, ...limits } }: NotaryConfig): LimitChanges {
  return { ...renamed(limits), proxy: renamed(proxy) };
}

function renamed(settings: Readonly<Record<string, number | undefined>> = {}): object {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}
