import { Menu } from '@board/ui';
import { Icon } from './Icon';
import { keysShown } from './KeysDialog';
import { MemberSearch } from './MemberSearch';
import { chooseLanguage, setTheme, THEMES, theme } from './preferences';
import { problemText } from './problems';
import { go, pathOf, place } from './router';
import { account, signOut, site } from './session';
import { language, t } from './strings';
import { toasts } from './toasts';

/** The strip on top: the site, the search for members and one's own account. */
export function Header() {
  return (
    <header class="header">
      <a class="brand" href="/desk">
        {t.value.desk}
      </a>
      <SiteChoice />
      {site.value && <MemberSearch />}
      <AccountMenu />
    </header>
  );
}

function SiteChoice() {
  const sites = account.value?.sites ?? [];
  const here = site.value;
  if (sites.length === 1 && here) return <span class="site-name">{here.name}</span>;
  return (
    <select
      class="compact site-choice"
      aria-label={t.value.site}
      value={here?.slug ?? ''}
      onChange={(event) => go(pathOf(event.currentTarget.value, place.value?.screen ?? 'queue'))}
    >
      {!here && <option value="">{t.value.chooseSite}</option>}
      {sites.map(({ slug, name }) => (
        <option key={slug} value={slug}>
          {name}
        </option>
      ))}
    </select>
  );
}

function AccountMenu() {
  const name = account.value?.name ?? '';
  const nextTheme = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? 'auto';
  const leave = () => signOut().catch((error: unknown) => toasts.say(problemText(error)));
  return (
    <div class="account">
      <Menu
        label={t.value.accountOf(name)}
        items={[
          {
            label: language.value === 'en' ? '繁體中文' : 'English',
            onSelect: () => chooseLanguage(language.value === 'en' ? 'zh-TW' : 'en'),
          },
          { label: t.value.themeTo(t.value.themes[nextTheme]), onSelect: () => setTheme(nextTheme) },
          {
            label: t.value.keysTitle,
            onSelect: () => {
              keysShown.value = true;
            },
          },
          { label: t.value.signOut, onSelect: () => void leave() },
        ]}
      >
        <Icon name="account" />
        <span class="account-name">{name}</span>
      </Menu>
    </div>
  );
}
