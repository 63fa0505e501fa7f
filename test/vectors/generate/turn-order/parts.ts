import { hex, sha256, testKey, utf8 } from '../vector.ts';

export const MEMBERS = Array.from({ length: 7 }, (_, i) => testKey(`cloudx3 test operator ${i}`).publicKey);

/** The members in the order of their hashes under a domain and a seed. */
export function ordered(domain: string, seed: Uint8Array): string[] {
  const rank = (member: Uint8Array) => hex(sha256(utf8(domain), Uint8Array.of(0), seed, member));
  return MEMBERS.map((member) => [rank(member), hex(member)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, member]) => member);
}
