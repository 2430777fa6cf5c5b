export type SettingType = 'text' | 'secret' | 'number' | 'url' | 'path' | 'choice' | 'switch';

/** What is wrong with a value, as the end of a sentence ("it must be …"), or null. It is never asked about ''. */
export type ValueCheck = (value: string) => string | null;

/** One setting: an environment variable, settable in the console where `console` says so. */
export type Setting = {
  key: string;
  type: SettingType;
  default: string;
  help: string;
  console: boolean;
  /** Beside what its type asks for. */
  check?: ValueCheck;
};

/** A row of the table of settings. Its literal key is kept, so that only settings that exist can be read. */
export function setting<const Key extends string>(
  key: Key,
  type: SettingType,
  fallback: string,
  help: string,
  console = false,
  check?: ValueCheck,
): Setting & { key: Key } {
  return { key, type, default: fallback, help, console, ...(check !== undefined && { check }) };
}
