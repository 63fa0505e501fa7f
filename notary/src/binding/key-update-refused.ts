import { Tls13Error } from '@cloudx3/tls13';
import type { AlertName } from '@cloudx3/tls13';
import { refuse } from '../session/refusals.ts';
import type { Refusal } from '../session/refusals.ts';

/**
 * How servers end a session whose KeyUpdate they do not take (rule PRX-10): they find no place for the message, cannot read it, or go on with the
 * old key and find that the next record does not open.
 */
const ALERTS: ReadonlySet<AlertName> = new Set([
  'unexpected_message',
  'decode_error',
  'bad_record_mac',
  'decrypt_error',
  'illegal_parameter',
  'internal_error',
]);

/** Rule PRX-10 for a session with a hole, in which the server said this alert, or just ended, before any byte of an answer. */
export function keyUpdateRefusal(alert?: AlertName): Refusal | undefined {
  if (alert === undefined) return refuse('proxy.key_update_refused');
  return ALERTS.has(alert) ? refuse('proxy.key_update_refused', `It said ${alert}`) : undefined;
}

/** The same of what a TLS client failed with. */
export function keyUpdateRefusalOf(error: unknown): Refusal | undefined {
  const [, name] = error instanceof Tls13Error ? (/^tls\.alert\.(.*)$/.exec(error.code) ?? []) : [];
  return name === undefined ? undefined : keyUpdateRefusal(name as AlertName);
}
