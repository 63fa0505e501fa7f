import type { IncomingHttpHeaders } from 'node:http';
import type { Series } from '../replay/series.ts';

/** What a vendor's cloud sees of a request. */
export interface VendorRequest {
  /** In capitals, as it was sent. */
  readonly method: string;
  /** Of the target, without the query. */
  readonly path: string;
  /** Of the target; a credential may stand in it. */
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** At most 16,384 bytes; a longer one is refused before the vendor sees it. */
  readonly body: Uint8Array;
  /** IP address of who connects, by which some vendors count; empty in process. */
  readonly remoteAddress: string;
  /** Unix milliseconds. */
  readonly nowMs: number;
}

/** What a vendor's cloud answers. */
export interface VendorResponse {
  readonly status: number;
  /** In the vendor's order and case; Date, Connection and the framing are added. */
  readonly headers: readonly (readonly [string, string])[];
  /** Text, in most cases JSON: written out compactly, as `JSON.stringify` does. */
  readonly body: string;
  /** How the vendor says where the body ends. */
  readonly framing: 'content-length' | 'chunked';
}

/** Refusals that can be asked for (see fault/), in the vendor's own words. */
export type Refusal = 'unauthorized' | 'not-found' | 'rate-limited' | 'server-error';

/** A device in a vendor's cloud, as the admin port shows it. */
export interface EmulatedDevice {
  /** What the vendor calls it: letters, digits and "-._~:", at most 128; no two vendors may have the same. */
  readonly id: string;
  /** Whether the cloud can reach it. Set from outside; not kept over a restart. */
  online: boolean;
  /** What it shows at a time, for `GET /state`: plain JSON, no credential. */
  describe(nowMs: number): Readonly<Record<string, unknown>>;
}

/** A vendor's cloud as the emulator plays it. */
export interface EmulatedCloud {
  /** DNS name that it answers under. */
  readonly host: string;
  /** Answers a request; what the request changes has reached the disk when it returns. */
  answer(request: VendorRequest): VendorResponse;
  /** The refusal in the vendor's words. */
  refuse(refusal: Refusal): VendorResponse;
  /** Whether a request changes something in the world. */
  isAction(request: VendorRequest): boolean;
  /** Where readings stand in the JSON of an answer: what faults spoil. */
  readonly readingPaths: readonly (readonly (string | number)[])[];
  /** Empty where the vendor has none. */
  readonly devices: readonly EmulatedDevice[];
  /** The measured series that it shows, by name: the log and `GET /state` say when what is shown now was measured. */
  readonly series: Readonly<Record<string, Series>>;
}
