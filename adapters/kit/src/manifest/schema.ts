import * as z from 'zod';

/** Name of the manifest's form; another form gets another name. */
export const ADAPTER_MANIFEST_SCHEMA = 'cloudx3/adapter-manifest/v1';

const text = (description: string) => z.string().meta({ description });
const length = (description: string) => z.int().min(0).meta({ description });

const parameter = z
  .strictObject({
    name: z.string(),
    takes: text('Which values: type, bounds, charset and lengths (OP-4)'),
  })
  .meta({ description: 'A public value of the request' });

const place = z
  .strictObject({
    part: z.enum(['request-line', 'header', 'body']),
    header: z.string().optional().meta({ description: 'Name of the header; only where part is "header"' }),
    after: text('What stands right before the hole'),
  })
  .meta({ description: 'Where the hole stands in the request' });

const hole = z
  .strictObject({
    name: z.string(),
    place,
    charset: z.enum(['digits', 'hex-lower', 'alphanumeric', 'unreserved', 'identifier']),
    minLength: length('Bytes at least; equal to maxLength where the vendor has one length'),
    maxLength: length('Bytes at most'),
    residue: z
      .strictObject({
        observer: text('What the notary, and whoever watches the network, learns in PROXY mode'),
        prover: text('What a dishonest prover could do in PROXY mode with bytes that only the vendor sees'),
      })
      .meta({ description: 'What stays open in PROXY mode, in plain words' }),
  })
  .meta({ description: 'A secret of the request, in the order in which they stand in it' });

const mode = z.discriminatedUnion('fits', [
  z.strictObject({ fits: z.literal(true) }),
  z.strictObject({ fits: z.literal(false), code: z.string(), reason: z.string() }),
]);

const reading = z
  .strictObject({
    name: z.string(),
    unit: text(
      'In the second edition of SenML or a URI (UNI-1), in the first any text; "1" or "/" where there is none',
    ),
    source: z.enum(['number', 'numeric-string', 'boolean', 'mapped-string']),
    scale: z
      .union([z.literal('as-written'), z.int()])
      .meta({ description: 'Decimals of the value; "as-written": those of the source text (DEC-1)' }),
    exponent: z.int().meta({ description: 'The value is the source times ten to this power' }),
    min: z.string().optional(),
    max: z.string().optional(),
    map: z.record(z.string(), z.string()).optional(),
    quantity: z.string().optional().meta({ description: 'What is measured, in a word of Home Assistant' }),
    kind: z.enum(['measurement', 'total', 'total_increasing']).optional(),
    periodMs: z.int().optional().meta({ description: 'Milliseconds that a value stands for' }),
    quality: z
      .record(z.string(), z.enum(['ok', 'estimated', 'bad']))
      .optional()
      .meta({ description: "The vendor's words for how good the value is (SEL-5)" }),
  })
  .meta({ description: 'A decimal that an attestation of this operation holds' });

const rows = z
  .strictObject({
    list: text('The parameter that names the devices'),
    of: z.enum(['array', 'object']).meta({ description: 'What holds the rows' }),
  })
  .meta({ description: 'One response speaks of many devices, a row each (ROW-1); readings are of each row' });

const time = z.enum(['unix-s', 'unix-ms', 'rfc3339', 'iso8601-utc']);

const operation = z.strictObject({
  key: text('Name in the adapter'),
  name: text('Name on chain'),
  id: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description: 'Operation id (OP-1) in hex: what contracts and notaries know it by' }),
  edition: z.literal(2).optional().meta({ description: 'Left out for the first edition (OP-7)' }),
  kind: z.enum(['read', 'action']),
  server: z.strictObject({ host: z.string(), port: z.int() }),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH']),
  target: text('Template: {parameter}, {!hole}; braces are doubled'),
  headers: z.record(z.string(), z.string()).meta({ description: 'Templates, besides those of REQ-1' }),
  body: z.string().optional().meta({ description: 'Template' }),
  parameters: z.array(parameter),
  holes: z.array(hole),
  modes: z
    .strictObject({ MPC: mode, PROXY: mode })
    .meta({ description: 'The modes it can be notarized in; where not, the rule and why (PRX-1)' }),
  readings: z.array(reading),
  rows: rows.optional(),
  observedAt: time
    .optional()
    .meta({ description: "Format of the vendor's time of measurement; absent where the vendor gives none" }),
  periodStart: time
    .optional()
    .meta({ description: 'Format of the time when the period began that ends there' }),
  maxRequestBytes: length('Bytes of a request at most'),
  maxResponseBytes: length('Bytes of a response at most, head and framing included'),
});

/** What an adapter does to whom, for people and for review of changes; `adapters/kit/manifest.schema.json` is made of it. */
export const adapterManifestSchema = z
  .strictObject({
    schema: z.literal(ADAPTER_MANIFEST_SCHEMA),
    vendor: z.string(),
    version: text("Version of the adapter's package"),
    title: text("The vendor's API and its version"),
    docs: z.array(z.string()).meta({ description: "The vendor's pages that it was written from" }),
    settings: z
      .record(z.string(), z.unknown())
      .meta({ description: 'What the adapter was made with; operation ids hold for these values only' }),
    credential: z.strictObject({
      kind: z.enum(['none', 'key-in-query', 'bearer']),
      place: text('Where it stands in a request'),
    }),
    quotas: z.array(
      z.strictObject({
        requests: z.int(),
        perSeconds: z.int(),
        scope: z.enum(['credential', 'address']),
        source: z.string(),
      }),
    ),
    operations: z.array(operation),
    capabilities: z.array(
      z.strictObject({
        name: z.string(),
        title: z.string(),
        action: text('Key of the operation that acts'),
        valueParam: text('Its parameter that carries the value'),
        values: z
          .record(z.string(), z.string())
          .meta({ description: 'Each value, and what the read-back shows once it is done' }),
        readback: text('Key of the operation that proves it'),
        reading: text('The reading of it that is compared'),
      }),
    ),
  })
  .meta({ title: 'Manifest of a CloudX3 vendor adapter' });

/** An adapter in plain data. */
export type AdapterManifest = z.output<typeof adapterManifestSchema>;
/** One operation of it. */
export type OperationManifest = z.output<typeof operation>;
