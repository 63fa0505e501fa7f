import { connect } from 'node:tls';

export interface ExchangeOptions {
  readonly host: string;
  readonly port: number;
  readonly ca: string;
  readonly maxVersion?: 'TLSv1.2' | 'TLSv1.3';
  readonly ciphers?: string;
}

export interface Exchanged {
  readonly bytes: Buffer;
  readonly status: number;
  readonly head: string;
  /** Body with its framing taken off. */
  readonly body: string;
  readonly protocol: string;
  readonly cipher: string;
}

/** Sends bytes over a fresh connection and takes what comes until the server closes it. */
export async function exchange(options: ExchangeOptions, request: Uint8Array | string): Promise<Exchanged> {
  const { host, port, ca, maxVersion, ciphers } = options;
  const socket = connect({
    host: '127.0.0.1',
    port,
    servername: host,
    ca,
    ...(maxVersion === undefined ? {} : { maxVersion }),
    ...(ciphers === undefined ? {} : { ciphers }),
  });
  const parts: Buffer[] = [];
  socket.on('data', (part: Buffer) => parts.push(part));
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  socket.once('secureConnect', () => socket.write(request));
  socket.once('error', reject);
  socket.once('close', () => resolve(undefined));
  let protocol = '';
  let cipher = '';
  socket.once('secureConnect', () => {
    protocol = socket.getProtocol() ?? '';
    cipher = socket.getCipher().name;
  });
  await promise.catch((error: unknown) => {
    // A server that breaks off is what some tests want; what came until then counts.
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error;
  });
  return { ...parsed(Buffer.concat(parts)), protocol, cipher };
}

function parsed(bytes: Buffer): Omit<Exchanged, 'protocol' | 'cipher'> {
  const text = bytes.toString('utf8');
  const end = text.indexOf('\r\n\r\n');
  const head = end < 0 ? text : text.slice(0, end);
  const raw = end < 0 ? '' : text.slice(end + 4);
  const body = /^transfer-encoding: chunked/im.test(head) ? unchunked(raw) : raw;
  return { bytes, status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, body };
}

function unchunked(raw: string): string {
  const bytes = Buffer.from(raw);
  let body = '';
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16);
    if (!(size > 0)) return body;
    body += bytes.subarray(lineEnd + 2, lineEnd + 2 + size).toString('utf8');
    at = lineEnd + 2 + size + 2;
  }
}
