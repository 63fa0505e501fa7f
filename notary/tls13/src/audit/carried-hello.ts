import { Tls13Error } from '../errors.ts';
import type { Tls13ErrorCode } from '../errors.ts';
import { readClientHelloMessage, TLS_1_2, TLS_1_3 } from '../handshake/client-hello.ts';
import type { ClientHello } from '../handshake/client-hello.ts';
import { EXTENSION } from '../handshake/extensions.ts';
import { HANDSHAKE_TYPE, MessageReader } from '../handshake/message.ts';
import type { HandshakeMessage } from '../handshake/message.ts';
import { suiteOf } from '../keys/suites.ts';
import { CONTENT_TYPE } from '../record/content-type.ts';
import { isExactVersion } from '../record/record-reader.ts';
import type { TlsRecord } from '../record/record-reader.ts';

/** What a carrier knows of a ClientHello before it comes. */
export interface CarriedHelloRules {
  /** The one server that the session is for, in lower case. */
  readonly serverName: string;
  /** The hello that a HelloRetryRequest answered, if this is the one after it. */
  readonly first?: ClientHello;
}

/** Ours has some 400 bytes; the second one may carry a cookie back, which may fill its record. */
const MAX_FIRST_HELLO = 2048;
const ALPN = 'http/1.1';

/** All others are refused: an encrypted hello, delegated credentials, compressed certificates, late authentication … */
const CARRIED: readonly number[] = [
  EXTENSION.server_name,
  EXTENSION.supported_groups,
  EXTENSION.signature_algorithms,
  EXTENSION.signature_algorithms_cert,
  EXTENSION.alpn,
  EXTENSION.supported_versions,
  EXTENSION.psk_key_exchange_modes,
  EXTENSION.key_share,
];
/** RFC 8446 section 4.1.2: these may differ in the second hello. */
const CHANGING: readonly number[] = [EXTENSION.key_share, EXTENSION.cookie];

/**
 * What a carrier demands of the ClientHello before it forwards it: one record, holding this one message, that asks for
 * this one server by TLS 1.3 and http/1.1, in a full handshake. Throws a Tls13Error with a code of `tls.hello.*`.
 */
export function readClientHello(record: TlsRecord, { serverName, first }: CarriedHelloRules): ClientHello {
  const hello = readClientHelloMessage(onlyMessage(record, first === undefined));
  const initial = first === undefined && record.header[1] === 3 && record.header[2] === 1;
  const refuse = (code: Tls13ErrorCode, when: boolean): void => {
    if (when) throw new Tls13Error(code);
  };
  const has = (type: number): boolean => hello.extensions.has(type);
  refuse('tls.hello.psk', has(EXTENSION.pre_shared_key));
  refuse('tls.hello.early_data', has(EXTENSION.early_data));
  const carried = first === undefined ? CARRIED : [...CARRIED, EXTENSION.cookie];
  refuse(
    'tls.hello.extension',
    [...hello.extensions.keys()].some((type) => !carried.includes(type)),
  );
  refuse('tls.hello.sni', !isExactly(hello.serverNames, serverName));
  refuse('tls.hello.alpn', !isExactly(hello.alpn, ALPN));
  refuse('tls.hello.version', hello.versions?.length !== 1 || hello.versions[0] !== TLS_1_3);
  refuse('tls.hello.parameter', !initial && !isExactVersion(record));
  refuse('tls.hello.parameter', hello.legacyVersion !== TLS_1_2 || hello.sessionId.length > 32);
  refuse('tls.hello.parameter', hello.compressions.length !== 1 || hello.compressions[0] !== 0);
  refuse(
    'tls.hello.parameter',
    hello.suites.some((id) => suiteOf(id) === undefined),
  );
  refuse('tls.hello.parameter', !has(EXTENSION.key_share));
  refuse('tls.hello.changed', first !== undefined && !isSecondOf(hello, first));
  return hello;
}

function onlyMessage({ type, payload }: TlsRecord, isFirst: boolean): HandshakeMessage {
  if (type !== CONTENT_TYPE.handshake) throw new Tls13Error('tls.hello.decode');
  if (isFirst && payload.length > MAX_FIRST_HELLO) throw new Tls13Error('tls.hello.size');
  const messages = new MessageReader();
  messages.push(payload);
  const message = messages.next();
  if (message?.type !== HANDSHAKE_TYPE.client_hello) throw new Tls13Error('tls.hello.decode');
  if (messages.hasFragment) throw new Tls13Error('tls.hello.trailing');
  return message;
}

function isExactly(values: readonly Uint8Array[] | undefined, wanted: string): boolean {
  return (
    values?.length === 1 &&
    Buffer.compare(values[0] ?? new Uint8Array(0), Buffer.from(wanted, 'latin1')) === 0
  );
}

function isSecondOf(second: ClientHello, first: ClientHello): boolean {
  const fixed = (hello: ClientHello): [number, Uint8Array][] =>
    [...hello.extensions].filter(([type]) => !CHANGING.includes(type));
  const [before, after] = [fixed(first), fixed(second)];
  return (
    Buffer.compare(first.random, second.random) === 0 &&
    Buffer.compare(first.sessionId, second.sessionId) === 0 &&
    first.suites.join() === second.suites.join() &&
    before.length === after.length &&
    before.every(([type, data], i) => after[i]?.[0] === type && Buffer.compare(after[i][1], data) === 0)
  );
}
