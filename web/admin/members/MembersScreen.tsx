import { place } from '../router';
import { MemberList } from './MemberList';
import { MemberPage } from './MemberPage';

/** The search for members, or one of them. */
export function MembersScreen() {
  const here = place.value;
  const [id] = here?.rest ?? [];
  if (!here) return null;
  return id ? <MemberPage key={id} site={here.site} id={id} /> : <MemberList site={here.site} />;
}
