/** Shorter secrets are in every response by chance. */
const MIN_BYTES = 4;

/** Whether a response holds one of the secrets as it is. All of a response is shown to the notary (rule RES-1), so then none of it may be. */
export function echoesSecret(response: Uint8Array, secrets: Readonly<Record<string, string>>): boolean {
  const bytes = Buffer.from(response.buffer, response.byteOffset, response.byteLength);
  return Object.values(secrets).some(
    (secret) => secret.length >= MIN_BYTES && bytes.includes(secret, 0, 'latin1'),
  );
}
