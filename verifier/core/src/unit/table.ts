// Source: the SenML units registry of IANA, as RFC 8428 (section 12.1), RFC 8798 and CoRE-1 filled it. Facts of a public registry; IANA's
// registries are in the public domain (CC0 1.0). The contracts' table is generated from this one.

/** Units that others are told in, and those that stand alone. */
export const PRIMARY_UNITS = [
  // RFC 8428.
  ...[
    'm',
    'kg',
    's',
    'A',
    'K',
    'cd',
    'mol',
    'Hz',
    'rad',
    'sr',
    'N',
    'Pa',
    'J',
    'W',
    'C',
    'V',
    'F',
    'Ohm',
    'S',
  ],
  ...['Wb', 'T', 'H', 'Cel', 'lm', 'lx', 'Bq', 'Gy', 'Sv', 'kat', 'm2', 'm3', 'm/s', 'm/s2', 'm3/s', 'W/m2'],
  ...[
    'cd/m2',
    'bit',
    'bit/s',
    'lat',
    'lon',
    'pH',
    'dB',
    'dBW',
    'count',
    '/',
    '%RH',
    '%EL',
    'EL',
    '1/s',
    'S/m',
  ],
  // RFC 8798, and the turbidity of ISO 7027-1.
  ...['B', 'VA', 'VAs', 'var', 'vars', 'J/m', 'kg/m3', 'NTU'],
  // Not recommended, but no power of ten makes another unit of them.
  ...['1/min', 'beat/min', 'deg'],
] as const;

/** A unit that is told in another: `value · numerator / denominator + offset` of the base. */
export interface SecondaryUnit {
  readonly base: (typeof PRIMARY_UNITS)[number];
  readonly numerator: number;
  readonly denominator: number;
  readonly offset: number;
}

/** By symbol. */
export const SECONDARY_UNITS: Readonly<Record<string, SecondaryUnit>> = {
  // RFC 8798.
  ms: scaled('s', 1, 1_000),
  min: scaled('s', 60),
  h: scaled('s', 3_600),
  MHz: scaled('Hz', 1_000_000),
  kW: scaled('W', 1_000),
  kVA: scaled('VA', 1_000),
  kvar: scaled('var', 1_000),
  Ah: scaled('C', 3_600),
  Wh: scaled('J', 3_600),
  kWh: scaled('J', 3_600_000),
  varh: scaled('vars', 3_600),
  kvarh: scaled('vars', 3_600_000),
  kVAh: scaled('VAs', 3_600_000),
  'Wh/km': scaled('J/m', 18, 5),
  KiB: scaled('B', 1_024),
  GB: scaled('B', 1_000_000_000),
  'Mbit/s': scaled('bit/s', 1_000_000),
  'B/s': scaled('bit/s', 8),
  'MB/s': scaled('bit/s', 8_000_000),
  mV: scaled('V', 1, 1_000),
  mA: scaled('A', 1, 1_000),
  dBm: { ...scaled('dBW', 1), offset: -30 },
  'ug/m3': scaled('kg/m3', 1, 1_000_000_000),
  'mm/h': scaled('m/s', 1, 3_600_000),
  'm/h': scaled('m/s', 1, 3_600),
  ppm: scaled('/', 1, 1_000_000),
  '/100': scaled('/', 1, 100),
  '/1000': scaled('/', 1, 1_000),
  hPa: scaled('Pa', 100),
  mm: scaled('m', 1, 1_000),
  cm: scaled('m', 1, 100),
  km: scaled('m', 1_000),
  'km/h': scaled('m/s', 5, 18),
  // CoRE-1.
  ppb: scaled('/', 1, 1_000_000_000),
  ppt: scaled('/', 1, 1_000_000_000_000),
  VAh: scaled('VAs', 3_600),
  'mg/l': scaled('kg/m3', 1, 1_000),
  'ug/l': scaled('kg/m3', 1, 1_000_000),
  'g/l': scaled('kg/m3', 1),
};

function scaled(base: SecondaryUnit['base'], numerator: number, denominator = 1): SecondaryUnit {
  return { base, numerator, denominator, offset: 0 };
}
