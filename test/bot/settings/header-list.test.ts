import { expect, it } from 'vitest';
import { loadConfig } from '../../../bot/settings/config.ts';
import { headersOf } from '../../../bot/settings/header-list.ts';
import { settingRows } from '../../../bot/settings/setting-rows.ts';

it('a list of headers is read as OpenTelemetry writes it', () => {
  expect(headersOf('Authorization=Basic cGs6c2s=, x-version = 4,')).toEqual({
    Authorization: 'Basic cGs6c2s=',
    'x-version': '4',
  });
  expect(headersOf('a=b%2Cc%20d')).toEqual({ a: 'b,c d' });
});

it.each(['Authorization', '=value', 'two words=1', 'a=%', 'a=one%0D%0Ax: two', 'a=✓'])(
  'what is no list of headers is refused: %s',
  (list) => {
    expect(headersOf(list)).toBeNull();
    expect(() => loadConfig({ OTEL_EXPORTER_OTLP_HEADERS: list })).toThrow('OTEL_EXPORTER_OTLP_HEADERS');
  },
);

it('headers are shown as secrets are', () => {
  const config = loadConfig({ OTEL_EXPORTER_OTLP_HEADERS: 'Authorization=Bearer abcdefghijkl-1234' });
  const row = settingRows(config).find(({ key }) => key === 'OTEL_EXPORTER_OTLP_HEADERS');
  expect(JSON.stringify(row)).toContain('…1234');
  expect(JSON.stringify(row)).not.toContain('abcdefghijkl');
});

it.each(['http://', 'http://a b', '127.0.0.1:4318'])(
  'what is no address for traces is refused: %s',
  (url) => {
    expect(() => loadConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: url })).toThrow('OTEL_EXPORTER_OTLP_ENDPOINT');
  },
);
