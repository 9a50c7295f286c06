import { place } from '../router';
import { DecisionList } from './DecisionList';
import { DecisionPage } from './DecisionPage';

/** All decisions, or one of them. */
export function DecisionsScreen() {
  const here = place.value;
  const [id] = here?.rest ?? [];
  if (!here) return null;
  return id ? <DecisionPage key={id} site={here.site} id={id} /> : <DecisionList site={here.site} />;
}
