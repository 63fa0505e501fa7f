const encoder = new TextEncoder();

/** A response of one's own making around a body: identity framing, nothing that a vendor would not send. */
export function responseWith(
  status: number,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = JSON_TYPE,
): Uint8Array {
  const content = typeof body === 'string' ? encoder.encode(body) : body;
  const lines = Object.entries({ ...headers, 'content-length': String(content.length) }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const head = encoder.encode(`HTTP/1.1 ${status} Whatever\r\n${lines.join('')}\r\n`);
  return concat(head, content);
}

/** The same body in chunks of `size` bytes. */
export function chunkedWith(body: string, size: number): Uint8Array {
  const content = encoder.encode(body);
  const parts = [
    encoder.encode('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n'),
  ];
  for (let at = 0; at < content.length; at += size) {
    const chunk = content.subarray(at, at + size);
    parts.push(encoder.encode(`${chunk.length.toString(16)}\r\n`), chunk, encoder.encode('\r\n'));
  }
  return concat(...parts, encoder.encode('0\r\n\r\n'));
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const JSON_TYPE = { 'content-type': 'application/json' };
