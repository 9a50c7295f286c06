import { type Language, nearestLanguage } from '@board/ui';
import { signal } from '@preact/signals';
import { language, t, use } from './strings';

// How the desk looks to one person on one machine. Nothing of anybody's work is kept.
const KEYS = { language: 'board-desk-language', theme: 'board-desk-theme' } as const;

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const theme = signal<Theme>('auto');

export async function restorePreferences(): Promise<void> {
  const kept = read(KEYS.theme);
  show(THEMES.find((each) => each === kept) ?? 'auto');
  await setLanguage(nearestLanguage(read(KEYS.language) ?? navigator.language));
}

export function setTheme(wanted: Theme): void {
  write(KEYS.theme, wanted);
  show(wanted);
}

function show(wanted: Theme): void {
  theme.value = wanted;
  if (wanted === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = wanted;
}

export function chooseLanguage(wanted: Language): void {
  write(KEYS.language, wanted);
  void setLanguage(wanted);
}

/** A language that can't be loaded leaves the one that stands. */
async function setLanguage(wanted: Language): Promise<void> {
  await use(wanted).catch(() => {});
  document.documentElement.lang = language.peek() === 'en' ? 'en' : 'zh-Hant-TW';
  document.title = t.peek().desk;
}

/** Storage may be forbidden; then the desk forgets, and that is all. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above.
  }
}
