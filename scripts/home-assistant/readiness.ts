import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { HomeAssistantError, HomeAssistantErrorCode } from './error.ts';
import { exchange, unexpected } from './server-client.ts';
import type { ServerAddress, ServerReply, ServerRequest } from './server-client.ts';

const POLL_MS = 200;

const Config = z.object({ state: z.string(), recovery_mode: z.boolean() });

/** Waits until the web server answers over TLS, which it does some seconds before the home is complete. */
export async function waitForServer(address: ServerAddress, signal: AbortSignal): Promise<void> {
  await poll(address, { path: '/api/onboarding', signal }, ({ status }) => status > 0);
}

/** Waits until every integration is set up, so that the demo devices are there. */
export async function waitForHome(address: ServerAddress, token: string, signal: AbortSignal): Promise<void> {
  await poll(address, { path: '/api/config', token, signal }, ({ status, body }) => {
    if (status === 401) throw tokenRefused();
    const config = status === 200 ? Config.safeParse(jsonOf(body)).data : undefined;
    if (config?.recovery_mode === true) throw recoveryMode();
    return config?.state === 'RUNNING';
  });
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw unexpected('/api/config', 'something else than JSON', error);
  }
}

async function poll(
  address: ServerAddress,
  request: ServerRequest & { readonly signal: AbortSignal },
  done: (reply: ServerReply) => boolean,
): Promise<void> {
  for (;;) {
    request.signal.throwIfAborted();
    const reply = await exchange(address, request).catch(notYet);
    if (reply !== undefined && done(reply)) return;
    await delay(POLL_MS, undefined, { signal: request.signal });
  }
}

/** What a server that is not up yet gives: to try again. Anything else, such as a certificate, does not get better. */
function notYet(error: unknown): undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && /^(ERR_TLS_|UNABLE_TO_|CERT_|DEPTH_ZERO_|SELF_SIGNED_)/.test(code)) {
    throw new HomeAssistantError(
      HomeAssistantErrorCode.certificateRefused,
      `The certificate that Home Assistant shows is not accepted (${code}). Give one that caPem issued for serverName, with its own key.`,
      { cause: error },
    );
  }
  return undefined;
}

function tokenRefused(): HomeAssistantError {
  return new HomeAssistantError(
    HomeAssistantErrorCode.tokenRefused,
    'Home Assistant does not take the token that was kept for it. Remove the configuration folder and start again.',
  );
}

function recoveryMode(): HomeAssistantError {
  return new HomeAssistantError(
    HomeAssistantErrorCode.recoveryMode,
    'Home Assistant came up in its recovery mode, without the demo devices. Its log says why; removing the ' +
      'configuration folder and the installation and starting again is the way out.',
  );
}
