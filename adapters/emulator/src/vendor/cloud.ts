import type { IncomingHttpHeaders } from 'node:http';

/** What a vendor's handler sees of a request. */
export interface VendorRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
  readonly remoteAddress: string;
  readonly nowMs: number;
}

export interface VendorResponse {
  readonly status: number;
  /** In the vendor's order and case; Date, Connection and the framing are added. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly framing: 'content-length' | 'chunked';
}

/** Refusals that can be asked for (see fault/), in the vendor's own words. */
export type Refusal = 'unauthorized' | 'not-found' | 'rate-limited' | 'server-error';

/** A vendor's cloud as the emulator plays it. */
export interface VendorCloud {
  readonly name: 'open-meteo' | 'shelly';
  readonly host: string;
  answer(request: VendorRequest): VendorResponse;
  refuse(refusal: Refusal): VendorResponse;
  /** Whether a request changes something in the world. */
  isAction(request: VendorRequest): boolean;
  /** Where readings stand in the JSON of an answer. */
  readonly readingPaths: readonly (readonly (string | number)[])[];
}
