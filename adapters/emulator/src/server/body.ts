import type { IncomingMessage } from 'node:http';

/** More than any request that the vendors' APIs know. */
const MAX_BODY_BYTES = 16_384;

/** The request's body, or undefined where it is longer than anything sensible. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MAX_BODY_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
