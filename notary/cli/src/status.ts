import { ConfigError, loadConfig } from '@cloudx3/config';
import type { NotaryHealth } from '@cloudx3/notary';
import { z } from 'zod';
import { configSchema } from './config.ts';

const TIMEOUT_MS = 5_000;

const healthSchema = z.object({
  ok: z.boolean(),
  pubkey: z.string(),
  chainId: z.string(),
  oracle: z.string(),
  modes: z.array(z.string()),
  sessions: z.number(),
  maxSessions: z.number(),
  customCa: z.boolean(),
  allowPrivateHosts: z.boolean(),
}) satisfies z.ZodType<NotaryHealth>;

/** Asks the running notary of a configuration file how it is. Rejects with ConfigError where there is nobody to ask. */
export async function status(configFile: string): Promise<NotaryHealth> {
  const { admin } = await loadConfig(configFile, configSchema);
  if (admin === undefined || admin.port === 0) {
    throw new ConfigError(
      'config.invalid',
      'admin.port is not set, so there is nobody to ask; add an [admin] table with a port',
    );
  }
  const url = `http://${admin.host.includes(':') ? `[${admin.host}]` : admin.host}:${admin.port}/health`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return healthSchema.parse(await response.json());
  } catch (cause) {
    throw new ConfigError('config.unreadable', `no notary answers at ${url}; start it first`, { cause });
  }
}
