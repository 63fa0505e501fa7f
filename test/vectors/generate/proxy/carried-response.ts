import { hex, invalid, utf8, valid } from '../vector.ts';
import type { Code, Vector } from '../vector.ts';
import { ALERT, DATA, HANDSHAKE, keysFrom, nextSecret, seal, secretOf } from './seal.ts';
import type { Content, SuiteId } from './seal.ts';

const AES: SuiteId = 0x1301;

export const data = (text: string, padding = 0): Content => ({ type: DATA, content: utf8(text), padding });
export const alert = (level: number, description: number): Content => ({
  type: ALERT,
  content: Uint8Array.of(level, description),
});
export const message = (...bytes: readonly number[]): Content => ({
  type: HANDSHAKE,
  content: Uint8Array.from(bytes),
});
/** A KeyUpdate (RFC 8446, section 4.6.3) that asks for none, and the next epoch's keys behind it. */
export const keyUpdate: Content = { ...message(24, 0, 0, 1, 0), changesKeys: true };
/** A NewSessionTicket (RFC 8446, section 4.6.1): lifetime, age_add, nonce, ticket, extensions. */
export const TICKET = [...[4, 0, 0, 15], ...[0, 0, 14, 16], ...[1, 2, 3, 4], 0, 0, 2, 9, 9, 0, 0] as const;
export const ticket = message(...TICKET);
export const close = alert(1, 0);

export interface Response {
  readonly contents: readonly Content[];
  readonly suite?: SuiteId;
  /** Whether the request held a KeyUpdate. */
  readonly keyUpdated?: boolean;
  /** The records' own numbers, in place of 0, 1, 2 and so on. */
  readonly sequences?: readonly number[];
}

/** What opens, whether it ends with a close_notify, and what ties the key to it. */
export function opens(
  rule: string,
  name: string,
  response: Response,
  expected: {
    readonly received: string;
    readonly closed: boolean;
    readonly key_binding: 'RECORD' | 'GRAMMAR';
  },
): Vector {
  return valid(rule, name, { ...fieldsOf(response), ...expected, received: hex(utf8(expected.received)) });
}

export function refuses(rule: string, name: string, code: Code, response: Response): Vector {
  return invalid(rule, name, code, fieldsOf(response));
}

function fieldsOf({
  contents,
  suite = AES,
  keyUpdated = false,
  sequences,
}: Response): Record<string, unknown> {
  const secret = secretOf(suite, 'server');
  let epoch = { secret, first: 0 };
  const records = contents.map((content, i) => {
    const { first } = epoch;
    const record = seal(suite, keysFrom(suite, epoch.secret), sequences?.[i] ?? i - first, content);
    if (content.changesKeys === true) epoch = { secret: nextSecret(suite, epoch.secret), first: i + 1 };
    return record;
  });
  return { suite, secret: hex(secret), max_bytes: 64, key_updated: keyUpdated, records };
}
