import type { ServerResponse } from 'node:http';
import type { VendorResponse } from '../vendor/cloud.ts';

/** Pieces of a chunked body: as a vendor's framework sends it, head and parts apart. */
const CHUNK_BYTES = 256;

/** Sends an answer in the vendor's framing. */
export function send(response: ServerResponse, answer: VendorResponse): void {
  writeHead(response, answer);
  const body = Buffer.from(answer.body);
  if (answer.framing === 'chunked') {
    for (let at = 0; at < body.length; at += CHUNK_BYTES) response.write(body.subarray(at, at + CHUNK_BYTES));
    response.end();
  } else {
    response.end(body);
  }
}

/** Sends the head and half of the body that it announces, then breaks off. */
export function sendHalf(response: ServerResponse, answer: VendorResponse): void {
  const body = Buffer.from(answer.body === '' ? ' ' : answer.body);
  writeHead(response, { ...answer, body: answer.body === '' ? ' ' : answer.body, framing: 'content-length' });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.end());
}

function writeHead(response: ServerResponse, answer: VendorResponse): void {
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  if (answer.framing === 'content-length')
    response.setHeader('Content-Length', Buffer.byteLength(answer.body));
  response.flushHeaders();
}
