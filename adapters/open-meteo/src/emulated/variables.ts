import { corrupted } from './query.ts';

/** A unit of a variable. */
export interface Unit {
  /** As the answer names it. */
  readonly text: string;
  /** From the default unit. */
  readonly of: (value: number) => number;
}

/** One of the weather's quantities as the vendor shows it. */
export interface Variable {
  /** How many the vendor writes. */
  readonly decimals: number;
  /** The query's member that chooses the unit, where there is a choice. */
  readonly parameter?: string;
  /** By what the query asks for; the first is the vendor's default. */
  readonly units: Readonly<Record<string, Unit>>;
}

/** By the vendor's name of the variable. */
export const VARIABLES: Readonly<Record<string, Variable>> = {
  temperature_2m: {
    decimals: 1,
    parameter: 'temperature_unit',
    units: {
      celsius: { text: '°C', of: (value) => value },
      fahrenheit: { text: '°F', of: (value) => value * 1.8 + 32 },
    },
  },
  relative_humidity_2m: { decimals: 0, units: { '': { text: '%', of: (value) => value } } },
  wind_speed_10m: {
    decimals: 2,
    parameter: 'wind_speed_unit',
    units: {
      kmh: { text: 'km/h', of: (value) => value },
      ms: { text: 'm/s', of: (value) => value / 3.6 },
      mph: { text: 'mp/h', of: (value) => value / 1.609_344 },
      kn: { text: 'kn', of: (value) => value / 1.852 },
    },
  },
};

/** The variable of this name, unless it is one of those that every object has. */
export function variableOf(name: string): Variable | undefined {
  return Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
}

/** The unit that a query asks for. Throws {@link QueryError}. */
export function unitOf({ parameter, units }: Variable, query: URLSearchParams): Unit {
  const [first = ''] = Object.keys(units);
  const wanted = parameter === undefined ? first : (query.get(parameter) ?? first);
  const unit = Object.hasOwn(units, wanted) ? units[wanted] : undefined;
  if (unit === undefined) throw corrupted('unit', wanted);
  return unit;
}
