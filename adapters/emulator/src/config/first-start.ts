import { randomBytes } from 'node:crypto';
import { stringify } from 'smol-toml';

/** A configuration for somebody who has none: one account with one plug, its key and id drawn at random. */
export function firstConfigText(): string {
  // As the vendor issues them: base64 of "<account>uid" and 40 bytes in upper-case hexadecimal.
  const account = Buffer.from(`${randomBytes(3).toString('hex')}uid`).toString('base64');
  const auth_key = `${account.replaceAll(/[^A-Za-z0-9]/g, 'A')}${randomBytes(40).toString('hex').toUpperCase()}`;
  const id = randomBytes(6).toString('hex');
  return `# Made at the first start. Keys and ids are random and open nothing but this emulator.\n${stringify(
    {
      shelly: { accounts: [{ auth_key, devices: [{ id }] }] },
    },
  )}`;
}
