// What a node tells of and what it takes, as tables: for the docs, for dashboards and for alert rules.
export { INIT_SETTINGS, settingOf } from './cli/init-settings.ts';
export type { InitName, InitSetting } from './cli/init-settings.ts';
export { tomlText } from './config/setting.ts';
export { sectionsOf } from './config/settings.ts';
export type { Section, Setting } from './config/settings.ts';
export { NODE_ERRORS } from './error.ts';
export type { EventDefinition } from './telemetry/definition.ts';
export { describeAttribute } from './telemetry/describe-attribute.ts';
export type { AttributeText } from './telemetry/describe-attribute.ts';
export { EVENTS } from './telemetry/events.ts';
export { METRICS } from './telemetry/sinks/prometheus/metrics.ts';
export type { MetricDefinition } from './telemetry/sinks/prometheus/metrics.ts';
export { TROUBLES } from './telemetry/troubles.ts';
export type { TroubleDefinition } from './telemetry/troubles.ts';
