/**
 * What a reading may be called to measure (rule OP-7): the words of Home Assistant's numeric device classes, which are facts of its public
 * interface (`SensorDeviceClass`, Apache-2.0). In order; the contracts' table is generated from this one.
 */
export const QUANTITIES = [
  ...['absolute_humidity', 'apparent_power', 'aqi', 'area', 'atmospheric_pressure', 'battery'],
  ...['blood_glucose_concentration', 'carbon_dioxide', 'carbon_monoxide', 'conductivity', 'current'],
  ...['data_rate', 'data_size', 'distance', 'duration', 'energy', 'energy_distance', 'energy_storage'],
  ...['frequency', 'gas', 'humidity', 'illuminance', 'irradiance', 'moisture', 'monetary'],
  ...['nitrogen_dioxide', 'nitrogen_monoxide', 'nitrous_oxide', 'ozone', 'ph', 'pm1', 'pm10', 'pm25', 'pm4'],
  ...['power', 'power_factor', 'precipitation', 'precipitation_intensity', 'pressure', 'reactive_energy'],
  ...['reactive_power', 'signal_strength', 'sound_pressure', 'speed', 'sulphur_dioxide', 'temperature'],
  ...['temperature_delta', 'volatile_organic_compounds', 'volatile_organic_compounds_parts', 'voltage'],
  ...['volume', 'volume_flow_rate', 'volume_storage', 'water', 'weight', 'wind_direction', 'wind_speed'],
] as const;

/** One of {@link QUANTITIES}. */
export type Quantity = (typeof QUANTITIES)[number];
