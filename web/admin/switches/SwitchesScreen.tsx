import { place } from '../router';
import { t } from '../strings';
import { ArticleSwitch } from './ArticleSwitch';
import { DiscussionSwitches } from './DiscussionSwitches';

/** Where discussion is open: the whole site, a section, an article. */
export function SwitchesScreen() {
  const site = place.value?.site;
  if (!site) return null;
  return (
    <section class="page narrow">
      <h1>{t.value.screens.switches}</h1>
      <p class="soft">{t.value.switchesExplained}</p>
      <DiscussionSwitches site={site} />
      <ArticleSwitch site={site} />
    </section>
  );
}
