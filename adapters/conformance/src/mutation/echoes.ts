import type { OperationUnderTest } from '../subject.ts';
import { responseWith } from './http.ts';

const STATUSES = [200, 302, 400, 401, 404, 429, 500];

/** Responses in which a vendor repeats a secret, wherever it can. */
export function echoes({ operation, sample }: OperationUnderTest, secret: string): Uint8Array[] {
  const texts = [
    JSON.stringify({ error: secret, message: secret, [secret]: secret }),
    `"${secret}"`,
    `<p>${secret}</p>`,
    secret,
  ];
  const plain = STATUSES.flatMap((status) => texts.map((text) => responseWith(status, text)));
  return [...plain, ...inHead(secret), ...inPlaceOfReadings(sample?.body ?? '', secret)].filter(
    (response) => response.length <= operation.message.maxResponseBytes * 64,
  );
}

function inHead(secret: string): Uint8Array[] {
  const encoder = new TextEncoder();
  return [
    responseWith(302, '', { location: `https://elsewhere.test/?auth_key=${secret}` }),
    responseWith(200, '{}', { [secret]: 'x', 'content-encoding': secret }),
    encoder.encode(`HTTP/1.1 ${secret}\r\n\r\n`),
    encoder.encode(`HTTP/1.1 200 OK\r\ncontent-length: ${secret}\r\n\r\n`),
    encoder.encode(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${secret}\r\n`),
  ];
}

/** And in the place of each text that a condition compares. */
function inPlaceOfReadings(body: string, secret: string): Uint8Array[] {
  if (body === '') return [];
  return [
    body.replaceAll(/"[^"]*"(?=[,}\]])/g, `"${secret}"`),
    body.replaceAll(/:(true|false|[0-9.-]+)/g, `:"${secret}"`),
  ].map((text) => responseWith(200, text));
}
