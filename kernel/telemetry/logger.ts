import pino from 'pino';

export type Logger = pino.Logger;

/** JSON lines on standard output: UTC time, level, service, message. Secrets are redacted by key wherever they stand. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: [
        'password',
        'token',
        'secret',
        'authorization',
        '*.password',
        '*.token',
        '*.secret',
        '*.authorization',
      ],
      censor: '[redacted]',
    },
  });
}
