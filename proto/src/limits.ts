/** Most bytes of each message kind that is read from anybody (rule ENC-2). Stated once; every decoder uses these. */
export const MAX_BYTES = {
  operation: 16_384,
  attestation: 8_192,
  observation: 65_536,
  report: 262_144,
  sessionMessage: 16_384,
  gossipEnvelope: 65_536 + 64,
  observationsRequest: 8_192,
  observationsResponse: 1_048_576,
  registration: 1_024,
  transcriptOpening: 4 * 1_048_576,
  attestationFile: 4 * 1_048_576 + 32_768,
  reportFile: 524_288,
} as const;
