import { Tls13Error } from '../errors.ts';

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;
const MAX_NAME = 253;

/** A DNS name in lower case, in the form in which SNI carries it (RFC 6066 section 3): no address, no final dot. */
export function isServerName(name: string): boolean {
  const labels = name.split('.');
  const last = labels.at(-1) ?? '';
  return name.length <= MAX_NAME && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(last);
}

export function checkServerName(name: string): void {
  if (!isServerName(name)) throw new Tls13Error('tls.server_name');
}

/**
 * RFC 9525 section 6.3: a presented DNS name fits if it is equal, or if its left-most label is `*` alone and the rest
 * is equal. A wildcard must leave two labels at least, so that none can cover a whole top-level domain.
 */
export function fitsServerName(presented: string, serverName: string): boolean {
  const name = presented.toLowerCase();
  if (name === serverName) return true;
  if (!name.startsWith('*.')) return false;
  const rest = name.slice(2);
  const firstDot = serverName.indexOf('.');
  return isServerName(rest) && rest.includes('.') && firstDot > 0 && serverName.slice(firstDot + 1) === rest;
}
