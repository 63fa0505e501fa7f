import type { ModeLimits, SessionLimits } from '@cloudx3/notary';
import type { NotaryConfig } from './config.ts';

type Settings = NotaryConfig['limits'];
type ModeSettings = NonNullable<Settings['proxy']>;

/** The limits that the file sets, under the names that the notary has for them: those of every mode, and of each. */
export function limitsIn({ limits }: NotaryConfig): {
  readonly session: Partial<SessionLimits>;
  readonly mpc: Partial<ModeLimits>;
  readonly proxy: Partial<ModeLimits>;
} {
  return { session: sessionLimits(limits), mpc: modeLimits(limits), proxy: modeLimits(limits.proxy ?? {}) };
}

function sessionLimits(settings: Settings): Partial<SessionLimits> {
  return defined<SessionLimits>({
    maxRequestsPerOperator: settings.max_requests_per_operator,
    maxPendingConnections: settings.max_pending_connections,
    maxPendingPerAddress: settings.max_pending_per_address,
    maxKeptConnections: settings.max_kept_connections,
    maxKeptPerOperator: settings.max_kept_per_operator,
    keptTimeoutMs: settings.kept_timeout_ms,
    maxSessionBytes: settings.max_session_bytes,
    openTimeoutMs: settings.open_timeout_ms,
    setupTimeoutMs: settings.setup_timeout_ms,
    idleTimeoutMs: settings.idle_timeout_ms,
  });
}

function modeLimits(settings: ModeSettings): Partial<ModeLimits> {
  return defined<ModeLimits>({
    maxSessions: settings.max_sessions,
    maxSessionsPerOperator: settings.max_sessions_per_operator,
    maxRequestBytes: settings.max_request_bytes,
    maxResponseBytes: settings.max_response_bytes,
    onlineTimeoutMs: settings.online_timeout_ms,
  });
}

/** Without what the file leaves out, which would hide a default. */
function defined<T extends object>(values: { readonly [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
