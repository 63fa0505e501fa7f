/**
 * Most bytes of each message kind that is read from anybody (rule ENC-2). Stated once: every decoder uses these, and
 * `contracts/packages/attestation/src/limits.rs` has the same figures.
 */
export const MAX_BYTES = {
  /** `Operation` (rule OP-1). */
  operation: 16_384,
  /** `Attestation`, signature and all (rule ATT-1). */
  attestation: 8_192,
  /** `Observation`, with the attestations that it is of (rule OBS-1). */
  observation: 65_536,
  /** `Report` (rule REP-1). */
  report: 262_144,
  /** `ProverMessage` and `NotaryMessage`: one message of the control channel (rule SES-1). */
  sessionMessage: 16_384,
  /** `GossipEnvelope`: an observation and what stands around it. */
  gossipEnvelope: 65_536 + 64,
  /** `ObservationsRequest` (rule RND-5). */
  observationsRequest: 8_192,
  /** `ObservationsResponse` (rule RND-5). */
  observationsResponse: 1_048_576,
  /** `KeyRegistration` and `DeviceRegistration` (rules REG-1, DEV-1). */
  registration: 1_024,
  /** `AttestationFile`: a transcript of at most 4 MiB beside the attestation and its operation. */
  attestationFile: 4 * 1_048_576 + 32_768,
  /** `ReportFile`: the report, its operation and its feed's policy. */
  reportFile: 524_288,
} as const;
