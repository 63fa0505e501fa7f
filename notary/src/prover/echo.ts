import { unescape as percentDecoded } from 'node:querystring';
import { parseResponse } from '@cloudx3/verifier-core';

/** Shorter secrets are in every response by chance. */
const MIN_LENGTH = 4;

/**
 * Whether a response repeats one of the secrets: as it is, across chunks, in JSON's escapes or percent-encoded. All of a response is shown
 * to the notary (rule RES-1), so then none of it may be (rule SES-4). A vendor that hides it in another way is one that has it anyway.
 */
export function echoesSecret(received: Uint8Array, secrets: Readonly<Record<string, string>>): boolean {
  const sought = Object.values(secrets)
    .flatMap((secret) => [secret, percentDecoded(secret)])
    .filter((secret) => secret.length >= MIN_LENGTH);
  if (sought.length === 0) return false;
  const texts = [received, bodyOf(received)].map(latin1).flatMap((text) => [text, jsonUnescaped(text)]);
  return texts.some((text) => {
    const decoded = percentDecoded(text);
    return sought.some((secret) => text.includes(secret) || decoded.includes(secret));
  });
}

/** Without its framing: a secret may stand across two chunks. */
function bodyOf(received: Uint8Array): Uint8Array {
  const response = parseResponse(received, { maxBytes: received.length });
  return response.ok ? response.value.body : received;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function jsonUnescaped(text: string): string {
  return text.replaceAll(
    /\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])/g,
    (escape) => JSON.parse(`"${escape}"`) as string,
  );
}
