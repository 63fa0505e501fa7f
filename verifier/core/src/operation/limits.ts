/** Bounds that rule OP-2 sets on an operation: counts, and lengths of text in UTF-8 bytes (rule LEN-1). */
export const OPERATION_LIMITS = {
  name: 64,
  serverName: 253,
  parts: 64,
  literal: 8_192,
  headers: 16,
  headerName: 64,
  parameters: 16,
  // Of a list.
  items: 32,
  tokenLength: 256,
  choices: 64,
  choiceLength: 64,
  holes: 4,
  // A hole shorter than this could be ".." and so move the target to another resource; no credential is so short.
  minHoleLength: 3,
  maxHoleLength: 4_096,
  statuses: 16,
  conditions: 16,
  pathSteps: 16,
  // Of a member name, of a text compared with, of a mapped text.
  text: 256,
  readings: 16,
  // In the first edition; a URI of the second has up to 64.
  unit: 16,
  exponent: 18,
  mapEntries: 64,
  minRequestBytes: 64,
  maxRequestBytes: 16_384,
  minResponseBytes: 64,
  maxResponseBytes: 1_048_576,
} as const;
