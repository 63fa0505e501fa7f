import { Reader } from '../presentation/reader.ts';
import { readExtensions } from './extensions.ts';

/** RFC 8446 section 4.6.1. Tickets are read to see that they are whole, and never used. */
export interface NewSessionTicket {
  readonly lifetimeSeconds: number;
  readonly ticketLength: number;
}

export function readNewSessionTicket(body: Uint8Array): NewSessionTicket {
  const reader = new Reader(body);
  const lifetimeSeconds = reader.uint(4);
  reader.uint(4);
  reader.vector(1);
  const ticketLength = reader.vector(2, 1).length;
  // Unknown extensions are to be ignored here.
  readExtensions(reader);
  reader.end();
  return { lifetimeSeconds, ticketLength };
}
