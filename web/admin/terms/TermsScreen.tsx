import { place } from '../router';
import { TermListPage } from './TermListPage';
import { TermLists } from './TermLists';

/** The term lists, or one of them to work on. */
export function TermsScreen() {
  const here = place.value;
  const [id] = here?.rest ?? [];
  if (!here) return null;
  return id ? <TermListPage key={id} site={here.site} id={id} /> : <TermLists site={here.site} />;
}
