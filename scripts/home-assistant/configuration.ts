export interface ConfigurationOptions {
  readonly port: number;
  /** Absolute paths of PEM files. */
  readonly certificate: string;
  readonly key: string;
}

/**
 * configuration.yaml of a home that consists of the integration `demo` alone. `default_config` stays out: it brings
 * discovery, cloud and mobile integrations, which look for the network. `onboarding` must therefore be named.
 */
export function renderConfiguration({ port, certificate, key }: ConfigurationOptions): string {
  // A JSON string is a YAML string whatever is in it; paths may contain what YAML gives a meaning to.
  return [
    'homeassistant:',
    '  time_zone: UTC',
    '  unit_system: metric',
    'api:',
    'onboarding:',
    'demo:',
    'logger:',
    '  default: warning',
    'http:',
    '  server_host: 127.0.0.1',
    `  server_port: ${port}`,
    `  ssl_certificate: ${JSON.stringify(certificate)}`,
    `  ssl_key: ${JSON.stringify(key)}`,
    '  ssl_profile: modern',
    '',
  ].join('\n');
}
