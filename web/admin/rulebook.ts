import { computed, effect, signal } from '@preact/signals';
import { api, site } from './session';
import { language } from './strings';
import type { Clause } from './wire';

const rules = signal<{ key: string; clauses: readonly Clause[] } | undefined>(undefined);

/** The clauses of the site's rules, in the desk's language where they are written in it. */
export const clauses = computed<readonly Clause[]>(() => rules.value?.clauses ?? []);

/** Keeps the rules of the site in the address at hand. */
export function watchRulebook(): void {
  effect(() => {
    const slug = site.value?.slug;
    if (!slug) return;
    const key = `${slug} ${language.value}`;
    if (rules.peek()?.key !== key) void load(slug, key);
  });
}

async function load(slug: string, key: string): Promise<void> {
  try {
    const book = await api.get('/sites/{site}/rulebook', {
      path: { site: slug },
      query: { language: language.peek() },
    });
    rules.value = { key, clauses: book.clauses };
  } catch {
    // Without the rules clauses are shown by their codes; the form says that there are none to choose.
    rules.value = { key: '', clauses: [] };
  }
}

/** Tries again where the rules could not be had. */
export function reloadRules(): void {
  const slug = site.peek()?.slug;
  if (slug) void load(slug, `${slug} ${language.peek()}`);
}
