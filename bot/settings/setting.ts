export type SettingType = 'text' | 'secret' | 'number' | 'url' | 'path' | 'choice' | 'switch';

/** One setting: an environment variable, settable in the console where `console` says so. */
export type Setting = {
  key: string;
  type: SettingType;
  default: string;
  help: string;
  console: boolean;
};

/** A row of the table of settings. */
export const setting = (
  key: string,
  type: SettingType,
  fallback: string,
  help: string,
  console = false,
): Setting => ({ key, type, default: fallback, help, console });
