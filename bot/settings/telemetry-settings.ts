import { headersOf } from './header-list.ts';
import { type Setting, setting } from './setting.ts';

/** Where each answer is reported to; the names are OpenTelemetry's own where it has one. */
export const telemetrySettings = [
  setting(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'url',
    '',
    'Address of an OpenTelemetry collector, or of a service that takes OTLP over HTTP, such as http://127.0.0.1:4318, to be sent each answer’s steps, times, models and tokens; /v1/traces is added to it. Without it nothing is sent.',
    false,
    (value) => (URL.canParse(value) ? null : 'it must be an address such as http://127.0.0.1:4318.'),
  ),
  setting(
    'OTEL_EXPORTER_OTLP_HEADERS',
    'secret',
    '',
    'Headers for that address, as NAME=VALUE, several separated by commas, such as Authorization=Bearer%20KEY.',
    false,
    (value) => (headersOf(value) === null ? 'it must be NAME=VALUE, several separated by commas.' : null),
  ),
  setting('OTEL_SERVICE_NAME', 'text', 'docent', 'The name that this Docent has there.'),
  setting(
    'DOCENT_TELEMETRY_TEXTS',
    'switch',
    'off',
    'Whether questions, searches and answers are sent there, too, as the guards left them: on or off.',
  ),
] satisfies readonly Setting[];
