import type { AdapterManifest, OperationManifest } from '@cloudx3/adapter-kit';
import pc from 'picocolors';

type Row = readonly [name: string, ...lines: string[]];

/** A manifest as a person reads it. */
export function readableManifest(manifest: AdapterManifest): string {
  const head: Row[] = [
    ['docs', ...manifest.docs],
    ['made with', ...settingsText(manifest.settings)],
    ['credential', `${manifest.credential.kind}: ${manifest.credential.place}`],
    ['quotas', ...manifest.quotas.map(quotaText)],
    ...manifest.capabilities.map(capabilityRow),
  ];
  return [
    pc.bold(`${manifest.title} (${manifest.vendor} ${manifest.version})`),
    ...rowsText(head),
    ...manifest.operations.flatMap(operationText),
  ].join('\n');
}

function operationText(operation: OperationManifest): string[] {
  const { server } = operation;
  const rows: Row[] = [
    ['id', operation.id],
    ['server', `${server.host}:${server.port}`],
    ['request', ...requestText(operation)],
    ['parameters', ...operation.parameters.map(({ name, takes }) => `${name}: ${takes}`)],
    ['modes', modesText(operation)],
    ...operation.holes.map(holeRow),
    ['readings', ...operation.readings.map(readingText)],
    ['measured at', operation.observedAt ?? 'not said by the vendor'],
    [
      'sizes',
      `request at most ${operation.maxRequestBytes}, response at most ${operation.maxResponseBytes} bytes`,
    ],
  ];
  return ['', pc.bold(`${operation.name} (${operation.kind}, ${operation.key})`), ...rowsText(rows)];
}

function requestText({ method, target, headers, body }: OperationManifest): string[] {
  return [
    `${method} ${target}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [body]),
  ];
}

function modesText({ modes }: OperationManifest): string {
  return Object.entries(modes)
    .map(([mode, fit]) => (fit.fits ? mode : `not ${mode}: ${fit.reason} [${fit.code}]`))
    .join(', ');
}

function holeRow({
  name,
  place,
  charset,
  minLength,
  maxLength,
  residue,
}: OperationManifest['holes'][number]): Row {
  const where = place.part === 'header' ? `header "${place.header ?? ''}"` : place.part.replace('-', ' ');
  const length = minLength === maxLength ? `exactly ${minLength}` : `${minLength} to ${maxLength}`;
  return [
    'hidden',
    `${name}: in the ${where} after ${JSON.stringify(place.after)}, ${length} of ${charset}`,
    `an observer ${residue.observer}`,
    `a dishonest prover: ${residue.prover}`,
  ];
}

function readingText({
  name,
  unit,
  source,
  scale,
  exponent,
  min,
  max,
  map,
}: OperationManifest['readings'][number]) {
  const decimals = scale === 'as-written' ? 'decimals as written' : `${scale} decimals`;
  return [
    `${name}: ${unit}, ${decimals}`,
    ...(exponent === 0 ? [] : [`times 10^${exponent}`]),
    ...(min === undefined && max === undefined ? [] : [`${min ?? '…'} to ${max ?? '…'}`]),
    map === undefined
      ? `from a ${source}`
      : Object.entries(map)
          .map(([text, value]) => `"${text}" is ${value}`)
          .join(', '),
  ].join(', ');
}

function capabilityRow(capability: AdapterManifest['capabilities'][number]): Row {
  const { name, title, action, valueParam, values, readback, reading } = capability;
  const shown = Object.entries(values).map(([value, expect]) => `${value} is read back as ${expect}`);
  return [
    'capability',
    `${name}: ${title}`,
    `${action}(${valueParam}), proven by ${readback}.${reading}: ${shown.join(', ')}`,
  ];
}

function quotaText({ requests, perSeconds, scope }: AdapterManifest['quotas'][number]): string {
  return `${requests} in ${perSeconds} s for each ${scope}`;
}

function settingsText(settings: AdapterManifest['settings']): string[] {
  const set = Object.entries(settings).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return set.length === 0 ? [] : [set.join(' ')];
}

/** Names in one column, their lines in the next; a name without a line says "none". */
function rowsText(rows: readonly Row[]): string[] {
  return rows.flatMap(([name, first = 'none', ...more]) => [
    `  ${pc.dim(name.padEnd(11))} ${first}`,
    ...more.map((line) => `${' '.repeat(14)}${line}`),
  ]);
}
