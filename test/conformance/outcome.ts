/** Whether something that was tried came out as it must. */
export interface Outcome {
  readonly suite: 'cosmjs' | 'command line';
  readonly name: string;
  readonly passed: boolean;
  /** What was wrong, where it was. */
  readonly problem: string;
}
