/** What an operator, or the node in their place, can do about a failure. */
export type Retry =
  /** It may pass by itself; try again after a pause. */
  | 'later'
  /** A quota is used up; try again when its window has passed. */
  | 'after-quota'
  /** Trying again is of no use until somebody has done what the remedy says. */
  | 'after-remedy';

/** A row of a vendor's error table: which answer means what. The first row that matches counts. */
export interface VendorError {
  /** Stable, begins with the vendor: `shelly.device_offline`. */
  readonly code: string;
  /** Of the response. */
  readonly status: number;
  /**
   * What the JSON body must show. `at` walks member names and indexes. Without a test the value only has to be there; `absent` is
   * the contrary; `equals` compares strings, numbers and booleans as text.
   */
  readonly body?: {
    readonly at: readonly (string | number)[];
    readonly equals?: string;
    readonly absent?: true;
  };
  /** What has happened, in one sentence. */
  readonly meaning: string;
  /** What the operator does, in the vendor's own words for its menus. */
  readonly remedy: string;
  /** Whether trying again is of use. */
  readonly retry: Retry;
}
